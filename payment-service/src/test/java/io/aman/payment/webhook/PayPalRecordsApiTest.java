package io.aman.payment.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.local.sandbox.provider.Fault;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import tools.jackson.databind.JsonNode;

/** What is stored of PayPal, against what PayPal itself says afterwards. */
class PayPalRecordsApiTest extends PayPalPages {

    private JsonNode replayed(List<String> ids, boolean dryRun) {
        var ordered = order(
                "/api/payments/webhooks/replays",
                "{\"ids\":[\"%s\"],\"dryRun\":%s}".formatted(String.join("\",\"", ids), dryRun));
        assertThat(ordered.status()).as(ordered.text()).isEqualTo(202);
        var path = ordered.http().headers().firstValue("Location").orElseThrow();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get(path, "payment.admin").string("finishedAt"))
                        .isNotEmpty());
        return get(path, "payment.admin").json();
    }

    @Test
    void whatWasStoredIsReadAgainWithoutADifferenceAndWhatChangedAtPayPalIsTold() {
        var payment = held();
        capture(payment.id(), "{}");
        refund(payment.id(), "{\"amountMinor\":4000}");
        awaitAllProcessed(payment);
        var ids = SANDBOX.webhooks().about(payment.order()).stream()
                .map(webhook -> "paypal:" + webhook.path("id").asString())
                .toList();
        assertThat(ids).hasSizeGreaterThanOrEqualTo(3); // approved, captured, refunded
        var same = replayed(ids, true);
        assertThat(same.path("read").asInt()).isEqualTo(ids.size());
        assertThat(same.path("same").asInt()).as(same.toString()).isEqualTo(ids.size());

        plan("paypal", Fault.Kind.DROP_WEBHOOK, "", 0, 100);
        command("captures/" + newestCapture(payment) + "/reverse", "{}");
        var changed = replayed(ids.subList(ids.size() - 1, ids.size()), true);
        assertThat(changed.path("items").path(0).path("payment").toString())
                .contains("{\"field\":\"state\",\"before\":\"PARTIALLY_REFUNDED\",\"after\":\"REFUNDED\"}");
        assertThat(payment(payment.id()).string("state")).isEqualTo("PARTIALLY_REFUNDED");
        replayed(ids.subList(ids.size() - 1, ids.size()), false);
        assertThat(payment(payment.id()).string("state")).isEqualTo("REFUNDED");
    }

    private static Query lines(Waiting payment) {
        return Query.query(Criteria.where("paymentId").is(payment.id()));
    }

    private void awaitBooked(Waiting payment, int count) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(mongo.count(lines(payment), "book_lines")).isEqualTo(count));
    }

    private JsonNode comparedDay() {
        var path = "/api/payments/reconciliation/days/"
                + now().atZone(ZoneOffset.UTC).toLocalDate();
        var before = get(path, "payment.admin").json().at("/day/comparedAt").asString("");
        assertThat(order(path, "{}").status()).isEqualTo(202);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get(path, "payment.admin")
                                .json()
                                .at("/day/comparedAt")
                                .asString(""))
                        .isNotEqualTo(before));
        return get(path + "?limit=500", "payment.admin").json();
    }

    private static List<JsonNode> about(JsonNode day, Waiting payment) {
        return day.path("items")
                .valueStream()
                .filter(difference -> difference.path("paymentRef").asString().equals(payment.order()))
                .toList();
    }

    @Test
    void whatWasTakenAndGivenBackAgreesWithPayPalsOwnRecordAndWhatDoesNotIsListed() {
        var payment = held();
        capture(payment.id(), "{\"amountMinor\":4000,\"finalCapture\":false}");
        capture(payment.id(), "{}");
        refund(payment.id(), "{\"amountMinor\":2500}");
        awaitBooked(payment, 3);
        var day = comparedDay();
        assertThat(day.at("/day/unread").toString()).doesNotContain("paypal");
        assertThat(day.at("/day/totals").toString()).contains("\"provider\":\"paypal\"");
        assertThat(about(day, payment)).isEmpty();

        mongo.remove(lines(payment).addCriteria(Criteria.where("kind").is("REFUND")), "book_lines");
        assertThat(about(comparedDay(), payment)).singleElement().satisfies(difference -> {
            assertThat(difference.path("what").asString()).isEqualTo("MISSING_HERE");
            assertThat(difference.path("kind").asString()).isEqualTo("REFUND");
            assertThat(difference.path("theirsMinor").asLong()).isEqualTo(2_500);
        });
    }
}
