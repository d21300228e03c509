package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.Person;
import io.aman.system.AtProviders.Standing;
import io.aman.system.Purchase.Acknowledged;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Days compared with the record that Stripe and PayPal keep, as an operator has it done after a restore. */
final class Days {

    private static final String PATH = "/api/payments/reconciliation/days/";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What a provider has more than we, in minor units. */
    record Missing(long captured, long refunded) {

        static final Missing NOTHING = new Missing(0, 0);

        private Missing plus(Missing other) {
            return new Missing(captured + other.captured, refunded + other.refunded);
        }
    }

    private final Person operator;
    private final AtProviders providers;
    private final LocalDate first;

    /** @param begun when the lost time began */
    Days(Person operator, AtProviders providers, Instant begun) {
        this.operator = operator;
        this.providers = providers;
        this.first = dayOf(begun);
    }

    private static LocalDate dayOf(Instant moment) {
        return moment.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** By our payment's id, all that the comparison lists; fails where it lists what is no payment's. */
    Map<String, Missing> compared() {
        var payments = providers.payments();
        var missing = new HashMap<String, Missing>();
        differences().forEach(difference -> {
            var ref = difference.path("paymentRef").asString();
            assertThat(payments).as("%s", difference).containsKey(ref);
            assertThat(difference.path("what").asString()).as("%s", difference).isNotEqualTo("MISSING_THERE");
            missing.merge(payments.getOrDefault(ref, ref), missing(difference), Missing::plus);
        });
        return missing;
    }

    /** What there has to be: by payment, what its provider has more than the API shows. */
    Map<String, Missing> expected(List<Acknowledged> purchases) {
        var stripe = providers.stripeBooks();
        var paypal = providers.paypalBooks();
        var missing = new HashMap<String, Missing>();
        for (var purchase : purchases) {
            var books = purchase.provider() == Provider.STRIPE ? stripe : paypal;
            var there = books.getOrDefault(purchase.paymentId(), List.of()).stream()
                    .reduce(Standing.NOTHING, Standing::plus);
            var here = purchase.customer().look(purchase.paymentId()).body();
            var more = new Missing(
                    there.captured() - here.path("capturedMinor").asLong(0),
                    there.refunded() - here.path("refundedMinor").asLong(0));
            if (!more.equals(Missing.NOTHING)) {
                missing.put(purchase.paymentId(), more);
            }
        }
        return missing;
    }

    private static Missing missing(JsonNode difference) {
        var more = difference.path("theirsMinor").asLong()
                - difference.path("oursMinor").asLong();
        return difference.path("kind").asString().equals("REFUND") ? new Missing(0, more) : new Missing(more, 0);
    }

    private Stream<JsonNode> differences() {
        return first.datesUntil(dayOf(Clock.systemUTC().instant()).plusDays(1)).flatMap(this::differences);
    }

    private Stream<JsonNode> differences(LocalDate day) {
        var before = comparedAt(day);
        var ordered = operator.api().once("day-" + UUID.randomUUID()).post(PATH + day, Map.of());
        assertThat(ordered.status()).as("%s", ordered.text()).isEqualTo(202);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(comparedAt(day)).isNotEqualTo(before));
        var detail = operator.api().get(PATH + day + "?limit=500").body();
        assertThat(detail.path("day").path("unread"))
                .as("records that were not read")
                .isEmpty();
        return detail.path("items").valueStream();
    }

    private String comparedAt(LocalDate day) {
        return operator.api()
                .get(PATH + day)
                .body()
                .path("day")
                .path("comparedAt")
                .asString("");
    }
}
