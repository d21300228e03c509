package io.aman.payment.provider.knet;

import io.aman.events.Money;
import io.aman.payment.provider.knet.KnetAttempt.Answered;
import io.aman.payment.provider.knet.KnetReply.NeverSent;
import io.aman.payment.provider.knet.KnetReply.NoAnswer;
import io.aman.payment.provider.knet.KnetReply.Said;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Gives captured money back. KNET knows no key, so that a refund is noted before it is sent and never sent again,
 * whatever became of it.
 */
final class KnetRefunds {

    private static final Logger log = LoggerFactory.getLogger(KnetRefunds.class);

    /** What became of a refund. */
    sealed interface Outcome {

        /** @param reference KNET's own */
        record Succeeded(String reference) implements Outcome {}

        record Failed(String code) implements Outcome {}

        record NotKnown(String reason) implements Outcome {}

        /** It certainly did not happen and may be tried again. */
        record NeverBegan(String reason) implements Outcome {}
    }

    private final KnetClient client;
    private final MongoKnetAttempts attempts;
    private final Clock clock;

    KnetRefunds(KnetClient client, MongoKnetAttempts attempts, Clock clock) {
        this.client = client;
        this.attempts = attempts;
        this.clock = clock;
    }

    /** @param key one for each refund; the second call with it sends nothing */
    Outcome refund(String key, String ref, Money amount) {
        var captured = attempts.ofRef(ref).stream()
                .filter(attempt -> attempt.capturedAt() != null && attempt.closedAt() == null)
                .findFirst();
        if (captured.isEmpty()) {
            return new Outcome.Failed("nothing_captured");
        }
        var trackId = captured.get().trackId();
        return attempts.beginRefund(trackId, key, amount, clock.instant())
                ? sent(trackId, key, amount)
                : known(trackId, key);
    }

    /** A refund that was sent before, with what came back; KNET cannot be asked about one. */
    Optional<KnetAttempt.Refund> sent(String key, String ref) {
        return attempts.ofRef(ref).stream()
                .flatMap(attempt -> attempt.refunds().stream())
                .filter(refund -> refund.key().equals(key))
                .findFirst();
    }

    private Outcome known(String trackId, String key) {
        return attempts.find(trackId).stream()
                .flatMap(attempt -> attempt.refunds().stream())
                .filter(refund -> refund.key().equals(key))
                .findFirst()
                .map(KnetRefunds::outcome)
                .orElseGet(() -> new Outcome.NotKnown("begun before"));
    }

    static Outcome outcome(KnetAttempt.Refund refund) {
        var reply = refund.reply();
        return reply == null
                ? new Outcome.NotKnown("sent before, and no answer came; it is never sent again")
                : said(new Said(reply.fields()));
    }

    private Outcome sent(String trackId, String key, Money amount) {
        return switch (client.refund(trackId, amount)) {
            case NeverSent never -> {
                attempts.refundNeverSent(trackId, key);
                yield new Outcome.NeverBegan(never.reason());
            }
            case NoAnswer none -> {
                log.warn("The refund {} of {} has no known outcome: {}", key, trackId, none.reason());
                yield new Outcome.NotKnown(none.reason());
            }
            case Said said -> {
                keep(trackId, key, said);
                yield said(said);
            }
        };
    }

    /** The answer stands even if it cannot be written down. */
    private void keep(String trackId, String key, Said said) {
        try {
            attempts.refundAnswered(trackId, key, new Answered(clock.instant(), said.fields()));
        } catch (DataAccessException e) {
            log.error("KNET's answer to the refund {} could not be stored: {}", key, said.result(), e);
        }
    }

    private static Outcome said(Said said) {
        if (said.result().equals("CAPTURED")) {
            return new Outcome.Succeeded(said.field("tranid"));
        }
        return new Outcome.Failed(said.error().orElse("not_captured"));
    }
}
