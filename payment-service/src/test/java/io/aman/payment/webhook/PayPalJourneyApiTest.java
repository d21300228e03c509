package io.aman.payment.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.PaymentEvent;
import io.aman.local.sandbox.provider.Fault;
import io.aman.testing.AtOnce;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What payers do at PayPal, and what becomes of it. */
class PayPalJourneyApiTest extends PayPalPages {

    private JsonNode ledger(Waiting payment) {
        return SANDBOX.paypal().ledger(payment.order());
    }

    @Test
    void fromTheOrderToTheDispute() {
        var payment = waiting();
        assertThat(acts(payment.page(), "approve"))
                .startsWith("https://shop.example/return?payment=" + payment.id() + "&token=" + payment.order());
        awaitState(payment.id(), "AUTHORIZED");

        var first = capture(payment.id(), "{\"amountMinor\":4000,\"finalCapture\":false}");
        assertThat(first.string("state")).isEqualTo("PARTIALLY_CAPTURED");
        assertThat(first.json().path("capturableMinor").asLong()).isEqualTo(8_500);
        assertThat(capture(payment.id(), "{}").string("state")).isEqualTo("CAPTURED");
        assertThat(ledger(payment).path("captured").asLong()).isEqualTo(12_500);
        assertThat(ledger(payment).path("captures").asLong()).isEqualTo(2);

        assertThat(refund(payment.id(), "{\"amountMinor\":4000}").string("state"))
                .isEqualTo("SUCCEEDED");
        var dispute = command("captures/" + newestCapture(payment) + "/dispute", "{}")
                .path("dispute_id")
                .asString();
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(payment(payment.id()).string("dispute")).isEqualTo("OPEN"));
        command("disputes/" + dispute + "/resolve", "{\"outcome\":\"RESOLVED_BUYER_FAVOUR\"}");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(payment(payment.id()).string("dispute")).isEqualTo("LOST"));
        awaitState(payment.id(), "REFUNDED");
        assertThat(payment(payment.id()).json().path("refunds")).hasSize(2);
        assertThat(ledger(payment).path("refunded").asLong()
                        + ledger(payment).path("reversed").asLong())
                .isEqualTo(12_500);
        awaitAllProcessed(payment);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events(payment.id()))
                        .hasAtLeastOneElementOfType(PaymentEvent.Authorized.class)
                        .hasAtLeastOneElementOfType(PaymentEvent.Captured.class)
                        .hasAtLeastOneElementOfType(PaymentEvent.Disputed.class));
    }

    private Waiting capturedInThreeParts() {
        var payment = held();
        capture(payment.id(), "{\"amountMinor\":2500,\"finalCapture\":false}");
        capture(payment.id(), "{\"amountMinor\":4000,\"finalCapture\":false}");
        assertThat(capture(payment.id(), "{}").string("state")).isEqualTo("CAPTURED");
        return payment;
    }

    @Test
    void oneRefundMaySpanAllCaptures() {
        var payment = capturedInThreeParts();
        var refund = refund(payment.id(), "{\"reason\":\"all of it\"}");
        assertThat(refund.status()).isEqualTo(201);
        assertThat(refund.string("state")).isEqualTo("SUCCEEDED");
        assertThat(refund.json().path("amountMinor").asLong()).isEqualTo(12_500);
        assertThat(refund.json().path("refundedMinor").asLong()).isEqualTo(12_500);
        assertThat(refund.json()
                        .path("parts")
                        .valueStream()
                        .map(part -> part.path("amountMinor").asLong()))
                .containsExactly(6_000L, 4_000L, 2_500L);
        assertThat(ledger(payment).path("refunded").asLong()).isEqualTo(12_500);
        assertThat(payment(payment.id()).json().path("refunds")).hasSize(1);
        awaitAllProcessed(payment);
        assertThat(payment(payment.id()).string("state")).isEqualTo("REFUNDED");
        assertThat(payment(payment.id()).json().path("refunds")).hasSize(1);
    }

    @Test
    void aRefundOfWhichPayPalRefusesAPartIsSaidToHaveSucceededInPart() {
        var payment = capturedInThreeParts();
        plan("paypal", Fault.Kind.STATUS, "/captures/" + newestCapture(payment) + "/refund", 422, 1);
        var refund = refund(payment.id(), "{}");
        assertThat(refund.string("state")).isEqualTo("PARTIALLY_SUCCEEDED");
        assertThat(refund.json().path("refundedMinor").asLong()).isEqualTo(6_500);
        assertThat(refund.string("failure")).isNotBlank();
        assertThat(payment(payment.id()).string("state")).isEqualTo("PARTIALLY_REFUNDED");
        assertThat(ledger(payment).path("refunded").asLong()).isEqualTo(6_500);

        var rest = refund(payment.id(), "{\"amountMinor\":6000}");
        assertThat(rest.string("state")).isEqualTo("SUCCEEDED");
        assertThat(rest.json().path("parts").isMissingNode()).isTrue();
        assertThat(payment(payment.id()).string("state")).isEqualTo("REFUNDED");
    }

    @Test
    void whoDeclinesMayTryAgain() {
        var payment = waiting();
        acts(payment.page(), "decline");
        awaitState(payment.id(), "FAILED");
        assertThat(payment(payment.id()).json().path("failure").path("code").asString())
                .isEqualTo("instrument_declined");
        assertThat(confirm(payment.id()).string("state")).isEqualTo("REQUIRES_ACTION");
        acts(payment.page(), "approve");
        awaitState(payment.id(), "AUTHORIZED");
        awaitAllProcessed(payment);
        assertThat(payment(payment.id()).string("state")).isEqualTo("AUTHORIZED");
        assertThat(ledger(payment).path("authorizations").asLong()).isEqualTo(1);
    }

    @Test
    void whatWasCanceledStaysCanceledWhateverThePayerDoesThen() {
        var payment = waiting();
        assertThat(post("/api/payments/" + payment.id() + "/cancel", key(), "{}")
                        .string("state"))
                .isEqualTo("CANCELED");
        acts(payment.page(), "approve");
        awaitAllProcessed(payment);
        assertThat(payment(payment.id()).string("state")).isEqualTo("CANCELED");
        assertThat(ledger(payment).path("authorizations").asLong()).isZero();
    }

    /** Whoever wins: nothing is held that the payment does not show. */
    @Tag("slow")
    @RepeatedTest(5)
    void cancelingWhileThePayerApprovesEndsAsPayPalHasIt() throws Exception {
        var payment = waiting();
        AtOnce.run(
                2,
                n -> n == 0
                        ? command("orders/" + payment.order() + "/approve", "{}")
                        : post("/api/payments/" + payment.id() + "/cancel", key(), "{}"));
        awaitAllProcessed(payment);
        await().atMost(SOON).untilAsserted(() -> {
            var held = ledger(payment).path("authorizations").asLong() == 1;
            assertThat(payment(payment.id()).string("state")).isEqualTo(held ? "AUTHORIZED" : "CANCELED");
        });
    }

    @Test
    void whatIsHeldIsLetGo() {
        var payment = held();
        assertThat(post("/api/payments/" + payment.id() + "/cancel", key(), "{}")
                        .string("state"))
                .isEqualTo("CANCELED");
        assertThat(ledger(payment).path("authorized").asLong()).isZero();
        awaitAllProcessed(payment);
    }

    @Test
    void whatIsDoneAtPayPalItselfIsHeardOf() {
        var payment = held();
        capture(payment.id(), "{}");
        command("captures/" + newestCapture(payment) + "/reverse", "{}");
        awaitState(payment.id(), "REFUNDED");
    }

    @Test
    void aCaptureUnderReviewIsWaitedFor() {
        var payment = waiting();
        command("orders/" + payment.order() + "/approve", "{\"capture\":\"PENDING\"}");
        awaitState(payment.id(), "AUTHORIZED");
        var answer = capture(payment.id(), "{}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.string("state")).isEqualTo("PROCESSING");
        command("captures/" + newestCapture(payment) + "/complete", "{}");
        awaitState(payment.id(), "CAPTURED");
    }

    /** The payer's return, the webhook and reconciliation at once. */
    @Test
    void whoeverAsksForTheHoldItIsMadeOnce() throws Exception {
        plan("paypal", Fault.Kind.DUPLICATE_WEBHOOK, "CHECKOUT.ORDER.APPROVED", 500, 1);
        var payment = waiting();
        command("orders/" + payment.order() + "/approve", "{}");
        AtOnce.run(10, _ -> confirm(payment.id()).status());
        awaitState(payment.id(), "AUTHORIZED");
        awaitAllProcessed(payment);
        assertThat(ledger(payment).path("authorizations").asLong()).isEqualTo(1);
    }

    @Test
    void anApprovalThatNobodyTellsOfIsFoundByAsking() {
        plan("paypal", Fault.Kind.DROP_WEBHOOK, "CHECKOUT.ORDER.APPROVED", 500, 1);
        var payment = waiting();
        acts(payment.page(), "approve");
        awaitState(payment.id(), "AUTHORIZED");
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(names = {"TIMEOUT_AFTER_EFFECT", "TIMEOUT", "RESET", "STATUS"})
    void aCaptureWhoseAnswerIsLostIsMadeOnce(Fault.Kind kind) {
        var payment = held();
        plan("paypal", kind, "/capture", 500, 1);
        assertThat(capture(payment.id(), "{}").status()).isIn(200, 202); // the webhook may be there first
        awaitState(payment.id(), "CAPTURED");
        assertThat(ledger(payment).path("captures").asLong()).isEqualTo(1);
    }

    @Tag("slow")
    @Test
    void duplicatedAndReorderedDeliveriesTellOfEachCaptureOnce() {
        plan("paypal", Fault.Kind.DUPLICATE_WEBHOOK, "PAYMENT", 500, 3);
        plan("paypal", Fault.Kind.REORDER_WEBHOOKS, "PAYMENT", 500, 1);
        var payment = held();
        capture(payment.id(), "{\"amountMinor\":4000,\"finalCapture\":false}");
        capture(payment.id(), "{}");
        awaitAllProcessed(payment);
        assertThat(payment(payment.id()).string("state")).isEqualTo("CAPTURED");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events(payment.id()))
                        .filteredOn(PaymentEvent.Captured.class::isInstance)
                        .extracting(event ->
                                ((PaymentEvent.Captured) event).capturedTotal().amountMinor())
                        .containsExactly(4_000L, 12_500L));
    }
}
