package io.aman.local.sandbox.knet;

import io.aman.local.sandbox.knet.KnetPayment.Status;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.Table;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Every payment by its track id. */
final class KnetState {
    private static final DateTimeFormatter POST_DATE =
            DateTimeFormatter.ofPattern("MMdd", Locale.ROOT).withZone(ZoneId.of("Asia/Kuwait"));
    private static final int REFERENCE_DIGITS = 12;
    private static final int PAYMENT_ID_DIGITS = 18;

    private final Store store;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Table payments;
    private final Table trackIds;

    KnetState(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.payments = store.table("knet.payments");
        this.trackIds = store.table("knet.track-ids");
    }

    /** @throws KnetError when the track id is taken */
    KnetPayment open(PaymentInit init) {
        return store.change(() -> {
            if (payments.find(init.trackId()).isPresent()) {
                throw KnetError.duplicate();
            }
            var payment = KnetPayment.of(init, digits("1", PAYMENT_ID_DIGITS), clock.millis());
            payments.put(payment.trackId(), payment.row());
            trackIds.put(payment.paymentId(), Json.object().put("trackid", payment.trackId()));
            return payment;
        });
    }

    Optional<KnetPayment> find(String trackId) {
        return store.read(() -> payments.find(trackId).map(KnetPayment::new));
    }

    Optional<KnetPayment> byPaymentId(String paymentId) {
        return store.read(() -> trackIds.find(paymentId)
                .flatMap(row -> payments.find(row.path("trackid").asString()))
                .map(KnetPayment::new));
    }

    /**
     * Runs alone, and keeps what it changed in the payment.
     *
     * @throws KnetError for an unknown track id, and what {@code work} throws, with nothing changed
     */
    <T> T change(String trackId, Function<KnetPayment, T> work) {
        return store.change(() -> {
            var payment = payments.find(trackId).map(KnetPayment::new).orElseThrow(KnetError::notFound);
            var result = work.apply(payment);
            payments.put(trackId, payment.row());
            return result;
        });
    }

    /** The bank's word on a payment. */
    void settle(KnetPayment payment, Status status) {
        payment.settle(status, digits("6", REFERENCE_DIGITS), POST_DATE.format(clock.instant()));
    }

    List<ObjectNode> newestFirst() {
        return store.read(() -> payments.newestFirst(null)
                .map(row -> new KnetPayment(row).summary())
                .toList());
    }

    /** No process waits any more for the merchants' answers that were owed when the last one died. */
    void reverseWhatWasOwed() {
        store.change(() -> {
            var owed = payments.newestFirst(null)
                    .map(KnetPayment::new)
                    .filter(KnetPayment::owed)
                    .toList();
            owed.forEach(payment -> {
                payment.owe(false);
                if (payment.status() == Status.CAPTURED) {
                    payment.reverse();
                }
                payments.put(payment.trackId(), payment.row());
            });
            return owed.size();
        });
    }

    private String digits(String first, int length) {
        var text = new StringBuilder(first);
        while (text.length() < length) {
            text.append(random.nextInt(10));
        }
        return text.toString();
    }
}
