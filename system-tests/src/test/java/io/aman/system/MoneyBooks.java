package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.system.AtProviders.Standing;
import io.aman.system.Purchase.Acknowledged;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Compares, per payment, what was acknowledged, what the API shows, and what the provider has; to the last fils. */
final class MoneyBooks {

    private final AtProviders providers;
    private final List<Acknowledged> acknowledged;
    private int unknownRefunds;
    private int takenBack;

    MoneyBooks(AtProviders providers, List<Acknowledged> acknowledged) {
        this.providers = providers;
        this.acknowledged = acknowledged;
    }

    /** @param shown the API's views by payment id */
    void agree(Map<String, JsonNode> shown) {
        unknownRefunds = 0;
        takenBack = 0;
        var stripe = providers.stripeBooks();
        var paypal = providers.paypalBooks();
        var knet = providers.knetBooks();
        for (var purchase : acknowledged) {
            var payment = purchase.paymentId();
            var view = shown.get(payment);
            everyRefundIsThereOnce(purchase, view);
            switch (purchase.provider()) {
                case STRIPE -> equal(purchase, view, stripe.getOrDefault(payment, List.of()));
                case PAYPAL -> equal(purchase, view, paypal.getOrDefault(payment, List.of()));
                case KNET -> knetAgrees(purchase, view, knet);
            }
        }
    }

    private static void everyRefundIsThereOnce(Acknowledged purchase, JsonNode view) {
        assertThat(refunds(view).stream().map(refund -> refund.path("id").asString()))
                .as("refunds of %s", view)
                .containsExactlyInAnyOrderElementsOf(purchase.refunds());
    }

    private static void equal(Acknowledged purchase, JsonNode view, List<Standing> atProvider) {
        var order = purchase.order();
        var asked = new Standing(
                order.amountMinor(),
                order.captures().size(),
                order.refundedMinor(),
                order.refunds().size());
        assertThat(atProvider).as("made at the provider for %s", view).containsExactly(asked);
        assertThat(shownBy(view)).as("shown by the API, %s", view).isEqualTo(asked);
        stateFits(view);
    }

    /**
     * KNET takes a capture back that nobody acknowledged, and cannot be asked what became of a refund: one without an
     * answer stays open and is never sent again.
     */
    private void knetAgrees(Acknowledged purchase, JsonNode view, Map<String, Standing> knet) {
        var atKnet = purchase.knetPages().stream()
                .map(page -> knet.getOrDefault(page, Standing.NOTHING))
                .toList();
        var there = atKnet.stream().reduce(Standing.NOTHING, Standing::plus);
        var here = shownBy(view);
        var open = refunds(view).stream()
                .filter(refund -> isIn(refund, "REQUESTED"))
                .toList();
        assertThat(atKnet.stream().filter(attempt -> attempt.captured() > 0).count())
                .as("attempts that took money at KNET for %s", view)
                .isLessThanOrEqualTo(1);
        assertThat(there.captured()).as("taken at KNET for %s", view).isEqualTo(here.captured());
        assertThat(there.refunded())
                .as("given back by KNET for %s", view)
                .isBetween(here.refunded(), here.refunded() + sum(open));
        assertThat(there.refunds())
                .as("refunds at KNET for %s", view)
                .isBetween(here.refunds(), here.refunds() + open.size());
        if (here.captured() == 0) {
            assertThat(view.path("state").asString()).as("%s", view).isEqualTo("CANCELED");
            assertThat(there.refunded())
                    .as("given back though taken back, %s", view)
                    .isZero();
            takenBack++;
        } else {
            assertThat(here.captured()).isEqualTo(purchase.order().amountMinor());
            assertThat(refunds(view)).as("%s", view).allMatch(refund -> isIn(refund, "SUCCEEDED", "REQUESTED"));
            stateFits(view);
        }
        unknownRefunds += open.size();
    }

    private static void stateFits(JsonNode view) {
        var captured = view.path("capturedMinor").asLong();
        var refunded = view.path("refundedMinor").asLong();
        var state = refunded == 0 ? "CAPTURED" : refunded == captured ? "REFUNDED" : "PARTIALLY_REFUNDED";
        assertThat(view.path("state").asString()).as("%s", view).isEqualTo(state);
    }

    private static Standing shownBy(JsonNode view) {
        var done = refunds(view).stream()
                .filter(refund -> isIn(refund, "SUCCEEDED"))
                .toList();
        assertThat(view.path("refundedMinor").asLong()).as("%s", view).isEqualTo(sum(done));
        var captures = view.path("captures").valueStream().toList();
        assertThat(view.path("capturedMinor").asLong()).as("%s", view).isEqualTo(sum(captures));
        return new Standing(sum(captures), captures.size(), sum(done), done.size());
    }

    private static List<JsonNode> refunds(JsonNode view) {
        return view.path("refunds").valueStream().toList();
    }

    private static boolean isIn(JsonNode refund, String... states) {
        return List.of(states).contains(refund.path("state").asString());
    }

    private static long sum(List<JsonNode> rows) {
        return rows.stream().mapToLong(row -> row.path("amountMinor").asLong()).sum();
    }

    @Override
    public String toString() {
        var byProvider = acknowledged.stream().collect(Collectors.groupingBy(Acknowledged::provider));
        var counts = byProvider.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "%d by %s"
                        .formatted(entry.getValue().size(), entry.getKey().word()))
                .collect(Collectors.joining(", "));
        var captures = acknowledged.stream()
                .mapToInt(purchase -> purchase.order().captures().size())
                .sum();
        var refunds = acknowledged.stream()
                .mapToInt(purchase -> purchase.refunds().size())
                .sum();
        return ("%d payments acknowledged (%s), %d captures and %d refunds, each once on both sides"
                        + " (%d refunds of KNET's open for good, %d captures taken back by KNET)")
                .formatted(acknowledged.size(), counts, captures, refunds, unknownRefunds, takenBack);
    }
}
