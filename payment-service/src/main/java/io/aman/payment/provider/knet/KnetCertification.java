package io.aman.payment.provider.knet;

import io.aman.payment.provider.knet.KnetAttempt.Answered;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What KNET asks a merchant to show before it goes live: each attempt's receipt and its logs, secrets masked.
 *
 * @param attempts newest first
 */
record KnetCertification(String paymentId, List<Attempt> attempts) {

    private static final String MASK = "***";

    /** One attempt. */
    record Attempt(
            Receipt receipt,
            Instant createdAt,
            List<KnetAttempt.Callback> callbacks,
            List<Exchange> inquiries,
            List<Exchange> refunds) {}

    /** What the payer's receipt must say. */
    record Receipt(
            Instant date,
            String result,
            String amount,
            String currency,
            String paymentId,
            String trackId,
            String auth,
            String ref,
            String tranId,
            String postDate) {}

    /** @param reply null where none came */
    record Exchange(
            Instant at,
            Map<String, String> request,
            @Nullable Map<String, String> reply) {}

    static KnetCertification of(List<KnetAttempt> attempts) {
        return new KnetCertification(
                attempts.getFirst().paymentId(),
                attempts.stream().map(KnetCertification::attempt).toList());
    }

    private static Attempt attempt(KnetAttempt attempt) {
        var amount = KnetAmounts.format(attempt.amount());
        var inquiries = attempt.inquiries().stream()
                .map(answer -> new Exchange(answer.at(), request(attempt, "8", amount), answer.fields()))
                .toList();
        var refunds = attempt.refunds().stream()
                .map(refund -> new Exchange(
                        refund.sentAt(),
                        request(attempt, "2", KnetAmounts.format(refund.amount())),
                        reply(refund.reply())))
                .toList();
        return new Attempt(receipt(attempt), attempt.createdAt(), attempt.callbacks(), inquiries, refunds);
    }

    private static @Nullable Map<String, String> reply(@Nullable Answered reply) {
        return reply == null ? null : reply.fields();
    }

    private static Map<String, String> request(KnetAttempt attempt, String action, String amount) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("id", MASK);
        fields.put("password", MASK);
        fields.put("action", action);
        fields.put("amt", amount);
        fields.put("transid", attempt.trackId());
        fields.put("udf5", "TrackID");
        fields.put("trackid", attempt.trackId());
        return fields;
    }

    private static Receipt receipt(KnetAttempt attempt) {
        var word = attempt.lastWord().orElse(Map.of());
        var date = attempt.capturedAt() == null ? attempt.createdAt() : attempt.capturedAt();
        return new Receipt(
                date,
                word.getOrDefault("result", word.getOrDefault("Error", "")),
                KnetAmounts.format(attempt.amount()),
                attempt.amount().currency(),
                word.getOrDefault("payid", word.getOrDefault("paymentid", "")),
                attempt.trackId(),
                word.getOrDefault("auth", ""),
                word.getOrDefault("ref", ""),
                word.getOrDefault("tranid", ""),
                word.getOrDefault("postdate", ""));
    }
}
