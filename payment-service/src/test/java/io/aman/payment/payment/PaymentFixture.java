package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.platform.idempotency.KeyRing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Payments in the states that tests begin with. */
final class PaymentFixture {

    static final Money AMOUNT = new Money(12_500, "KWD");
    static final Money HALF = new Money(6_250, "KWD");
    static final String REF = "pi_1";
    static final PaymentMethodToken CARD = new PaymentMethodToken("pm_card_visa");
    static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    static final Cause BY_USER = new Cause("user:usr_1", NOW, "203.0.113.7", null, null);
    static final Cause BY_RECONCILIATION = Cause.system("reconciliation", NOW.plusSeconds(60), null);
    static final CheckSchedule SCHEDULE =
            new CheckSchedule(List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)), Duration.ofMinutes(10));

    private PaymentFixture() {}

    static Cause notice(String eventId) {
        return Cause.notice("stripe", eventId, NOW.plusSeconds(5), null);
    }

    static PaymentTerms terms(String operation) {
        return new PaymentTerms(PaymentId.createdBy(operation), "usr_1", AMOUNT, "stripe", "order-1", null, null, NOW);
    }

    static Payment asked() {
        return Payment.create(terms("op"), "op-create", BY_USER, SCHEDULE);
    }

    static Payment created() {
        var payment = asked();
        payment.answered("op-create", new Created(REF), BY_USER);
        return stored(payment);
    }

    static Payment confirming(String attempt) {
        var payment = created();
        payment.beginConfirm(attempt, CARD, BY_USER, SCHEDULE);
        return stored(payment);
    }

    static Payment authorized() {
        var payment = confirming("c1");
        payment.answered("c1", new Authorized(REF, AMOUNT), BY_USER);
        return stored(payment);
    }

    static Payment capturing(String attempt) {
        var payment = authorized();
        payment.beginCapture(attempt, null, true, BY_USER, SCHEDULE);
        return stored(payment);
    }

    static Payment captured() {
        var payment = capturing("t1");
        payment.answered("t1", new Captured(REF, AMOUNT), BY_USER);
        return stored(payment);
    }

    static Payment failed() {
        var payment = confirming("c1");
        payment.answered("c1", declined("ch_1"), BY_USER);
        return stored(payment);
    }

    static Declined declined(String evidence) {
        return new Declined(REF, "insufficient_funds", evidence);
    }

    /** Whether the provider has never heard of an attempt, going by how it says the payment stands. */
    static boolean isUnheard(Payment payment, Attempt attempt, Fact fact) {
        return attempt.isUnheard(payment.terms(), payment.progress(), fact);
    }

    /** As if it had been written and read again. */
    static Payment stored(Payment payment) {
        return stored(payment.terms(), payment.progress(), payment.version() + 1);
    }

    static Payment stored(PaymentTerms terms, Progress progress, long version) {
        return new Payment(terms, progress, version, null, KeyRing.empty());
    }
}
