package io.aman.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.SandboxedService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How payers find their payments again. */
class PaymentListApiTest extends SandboxedService {

    @Test
    void listsGoPageByPageThroughOnesOwn() {
        var ids = IntStream.range(0, 5).mapToObj(_ -> created()).toList();
        var seen = new ArrayList<String>();
        var path = "/api/payments?limit=2";
        for (var cursor = ""; cursor != null; ) {
            var page = get(path + cursor, "payment.view").json();
            page.get("items").forEach(item -> seen.add(item.path("id").asString()));
            cursor =
                    page.has("nextCursor") ? "&cursor=" + page.get("nextCursor").asString() : null;
        }
        assertThat(seen).containsExactlyElementsOf(ids.reversed());
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, INVALID_REQUEST",
        "limit=101, INVALID_REQUEST",
        "limit=x, INVALID_REQUEST",
        "cursor=%21, INVALID_CURSOR",
        "cursor=bm90aGluZw, INVALID_CURSOR"
    })
    void aPageThatCannotBeIsRefused(String query, String code) {
        var answer = get("/api/payments?" + query, "payment.view");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.string("code")).isEqualTo(code);
    }

    private Answer search(String query) {
        return get("/api/payments?" + query, "payment.view");
    }

    private static List<String> ids(Answer page) {
        return StreamSupport.stream(page.json().path("items").spliterator(), false)
                .map(item -> item.path("id").asString())
                .toList();
    }

    private String create(long minor, String currency, String reference) {
        var body = "{\"amountMinor\":%d,\"currency\":\"%s\",\"provider\":\"stripe\",\"reference\":\"%s\"}"
                .formatted(minor, currency, reference);
        return post("/api/payments", key(), body).string("id");
    }

    @Test
    void onesOwnPaymentsAreFoundByStateAmountCurrencyReferenceAndDate() {
        var small = create(500, "EUR", "order-a");
        var large = create(90_000, "EUR", "order-b");
        var other = create(90_000, "USD", "order-b");
        confirm(large, "pm_card_visa");
        assertThat(ids(search("state=AUTHORIZED"))).containsExactly(large);
        assertThat(ids(search("state=AUTHORIZED,CREATED"))).containsExactly(other, large, small);
        assertThat(ids(search("minAmountMinor=501"))).containsExactly(other, large);
        assertThat(ids(search("maxAmountMinor=500"))).containsExactly(small);
        assertThat(ids(search("currency=EUR&minAmountMinor=501"))).containsExactly(large);
        assertThat(ids(search("reference=order-b"))).containsExactly(other, large);
        assertThat(ids(search("reference=order-b&limit=1"))).containsExactly(other);
        var next = search("reference=order-b&limit=1").string("nextCursor");
        assertThat(ids(search("reference=order-b&limit=1&cursor=" + next))).containsExactly(large);
        var at = payment(large).string("createdAt");
        assertThat(ids(search("from=" + at))).containsExactly(other, large);
        assertThat(ids(search("to=" + at))).containsExactly(small);
        assertThat(ids(search("state=CAPTURED"))).isEmpty();
        assertThat(get("/api/payments?reference=order-b", "payment.create").status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=PAID",
                "from=yesterday",
                "from=2026-11-25T00:00:00Z&to=2026-11-24T00:00:00Z",
                "minAmountMinor=-1",
                "minAmountMinor=2&maxAmountMinor=1",
                "minAmountMinor=1e3",
                "currency=eur",
                "reference="
            })
    void aSearchThatMakesNoSenseIsRefused(String query) {
        var refused = search(query);
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.string("code")).isEqualTo("INVALID_REQUEST");
    }
}
