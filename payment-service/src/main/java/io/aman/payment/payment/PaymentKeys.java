package io.aman.payment.payment;

import io.aman.platform.idempotency.HeldKey;
import io.aman.platform.idempotency.KeptAnswer;
import io.aman.platform.idempotency.KeyHome;
import io.aman.platform.idempotency.KeyRing;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The keys that lie in a payment: those of the calls that change it, and the one of the call that made it. */
final class PaymentKeys implements KeyHome<Payment> {

    private final Payments payments;
    private final Function<HeldKey<Payment>, Optional<PaymentId>> place;

    private PaymentKeys(Payments payments, Function<HeldKey<Payment>, Optional<PaymentId>> place) {
        this.payments = payments;
        this.place = place;
    }

    static PaymentKeys of(Payments payments, PaymentId id) {
        return new PaymentKeys(payments, _ -> Optional.of(id));
    }

    static PaymentKeys creating(Payments payments) {
        return new PaymentKeys(payments, key -> payments.findMadeUnder(key.id()).map(Payment::id));
    }

    @Override
    public Optional<KeptAnswer> answer(HeldKey<Payment> key) {
        return place.apply(key).flatMap(id -> payments.keptAnswer(id, key));
    }

    @Override
    public void change(HeldKey<Payment> key, BiConsumer<KeyRing, Payment> change) {
        place.apply(key).flatMap(payments::find).ifPresent(seen -> {
            var _ = payments.change(seen, payment -> {
                change.accept(payment.keys(), payment);
                payment.keys().dropIdle(key, operation -> isKnown(payment.progress(), operation));
            });
        });
    }

    /** Whether an operation has left anything behind. */
    private static boolean isKnown(Progress progress, String operation) {
        return progress.attempts().stream().anyMatch(attempt -> attempt.id().startsWith(operation))
                || progress.refund(Refund.idOf(operation)).isPresent();
    }
}
