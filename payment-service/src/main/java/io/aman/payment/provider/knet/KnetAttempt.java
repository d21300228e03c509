package io.aman.payment.provider.knet;

import io.aman.events.Money;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way to KNET's page and all that KNET ever said about it: the evidence.
 *
 * @param trackId KNET's key of the payment, unique per attempt
 * @param ref what we call the payment at KNET, which has no name for it before somebody pays
 * @param returnUrl where the payer comes back to
 * @param capturedAt when an inquiry first said captured
 * @param closedAt when an inquiry first said that this attempt has failed
 * @param callbacks what KNET told us, oldest first; nothing in it is believed
 * @param inquiries what KNET answered, oldest first
 */
record KnetAttempt(
        String trackId,
        String paymentId,
        String ref,
        Money amount,
        URI returnUrl,
        Instant createdAt,
        @Nullable Instant capturedAt,
        @Nullable Instant closedAt,
        List<Callback> callbacks,
        List<Answered> inquiries,
        List<Refund> refunds) {

    /**
     * A callback as it came.
     *
     * @param encrypted null for an error, which comes in clear
     */
    record Callback(Instant at, @Nullable String encrypted, Map<String, String> plain) {}

    /** @param fields empty where no answer came */
    record Answered(Instant at, Map<String, String> fields) {}

    /**
     * A refund that was sent once.
     *
     * @param reply null while no answer has come, which may be for ever
     */
    record Refund(
            String key,
            Money amount,
            Instant sentAt,
            @Nullable Answered reply) {}

    static KnetAttempt opened(
            String trackId, String paymentId, String ref, Money amount, URI returnUrl, Instant createdAt) {
        return new KnetAttempt(
                trackId, paymentId, ref, amount, returnUrl, createdAt, null, null, List.of(), List.of(), List.of());
    }

    /** Whether a message is about this attempt as we know it. */
    boolean matches(Map<String, String> fields) {
        return trackId.equals(fields.get("trackid"))
                && KnetAmounts.format(amount).equals(fields.get("amt"))
                && amount.currency().equals(KnetAmounts.CURRENCY);
    }

    /** KNET's last word that counts: of an inquiry, else of a callback. */
    Optional<Map<String, String>> lastWord() {
        return inquiries.reversed().stream()
                .map(Answered::fields)
                .filter(fields -> fields.containsKey("payid"))
                .findFirst()
                .or(() -> callbacks.reversed().stream().map(Callback::plain).findFirst());
    }
}
