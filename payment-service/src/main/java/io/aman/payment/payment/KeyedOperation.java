package io.aman.payment.payment;

import io.aman.platform.idempotency.HeldKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one call does to a payment, and the key that it was asked for under where that lies in the payment itself. */
final class KeyedOperation {

    private final String known;
    private final @Nullable HeldKey<Payment> key;

    private KeyedOperation(String known, @Nullable HeldKey<Payment> key) {
        this.known = known;
        this.key = key;
    }

    /** One whose key lies elsewhere: the same id each time it is tried again. */
    static KeyedOperation of(String id) {
        return new KeyedOperation(id, null);
    }

    /** One that takes its key with its first write and keeps its answer with its last. */
    static KeyedOperation under(HeldKey<Payment> key) {
        return new KeyedOperation("", key);
    }

    /** The same one takes effect once, however often it is run; it holds once the key is taken. */
    String id() {
        return key == null ? known : key.operation();
    }

    Optional<HeldKey<Payment>> key() {
        return Optional.ofNullable(key);
    }

    /** To be the first thing that a change does: it throws where this call is not to be carried on. */
    void take(Payment payment) {
        if (key != null) {
            payment.keys().take(key);
        }
    }

    /** To be the last thing that a call's last change does. */
    void keep(Payment payment) {
        if (key != null) {
            payment.keys().keep(key, payment);
        }
    }
}
