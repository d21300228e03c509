package io.aman.payment.provider.knet;

import io.aman.payment.provider.knet.KnetAttempt.Answered;
import io.aman.payment.provider.knet.KnetReply.NeverSent;
import io.aman.payment.provider.knet.KnetReply.NoAnswer;
import io.aman.payment.provider.knet.KnetReply.Said;
import io.aman.payment.provider.knet.KnetVerdict.AwaitsPayer;
import io.aman.payment.provider.knet.KnetVerdict.Captured;
import io.aman.payment.provider.knet.KnetVerdict.Expired;
import io.aman.payment.provider.knet.KnetVerdict.Failed;
import io.aman.payment.provider.knet.KnetVerdict.NotKnown;
import io.aman.payment.provider.knet.KnetVerdict.Pending;
import io.aman.payment.provider.knet.KnetVerdict.Voided;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks KNET how one attempt stands, and keeps the answer.
 *
 * <table>
 * <caption>What {@code result} means</caption>
 * <tr><td>SUCCESS, CAPTURED</td><td>{@link Captured}</td></tr>
 * <tr><td>FAILURE, FAILURE(NOT CAPTURED), FAILURE(CANCELED)</td>
 *     <td>{@link Failed}; {@link Voided} if it was captured less than the watch ago</td></tr>
 * <tr><td>SUSPECTED</td><td>{@link Failed}, and somebody must look</td></tr>
 * <tr><td>!ERROR!-IPAY0100263 (not found)</td>
 *     <td>{@link AwaitsPayer}, or {@link Pending} once KNET has called us; {@link Expired} in the end</td></tr>
 * <tr><td>HOST TIMEOUT, anything new</td><td>{@link Pending}</td></tr>
 * <tr><td>no answer, another error, an answer about something else</td><td>{@link NotKnown}</td></tr>
 * </table>
 */
final class KnetInquiry {

    private static final Logger log = LoggerFactory.getLogger(KnetInquiry.class);

    private static final String NOT_FOUND = "IPAY0100263";
    private static final Pattern FAILURE = Pattern.compile("FAILURE\\(([A-Z ]{1,40})\\)");

    private final KnetClient client;
    private final MongoKnetAttempts attempts;
    private final Clock clock;
    private final Duration notFoundExpiry;
    private final Duration voidWatch;
    private final Optional<Duration> firstLook;

    KnetInquiry(KnetClient client, MongoKnetAttempts attempts, KnetProperties properties, Clock clock) {
        this.client = client;
        this.attempts = attempts;
        this.clock = clock;
        this.notFoundExpiry = properties.notFoundExpiry();
        this.voidWatch = properties.voidWatch();
        this.firstLook = properties.looksAfterCapture().stream().findFirst();
    }

    KnetVerdict ask(KnetAttempt attempt) {
        return switch (client.inquire(attempt.trackId(), attempt.amount())) {
            case NeverSent never -> new NotKnown(never.reason());
            case NoAnswer none -> new NotKnown(none.reason());
            case Said said -> {
                var now = clock.instant();
                attempts.answered(attempt.trackId(), new Answered(now, said.fields()));
                yield verdict(attempt, said, now);
            }
        };
    }

    private KnetVerdict verdict(KnetAttempt attempt, Said said, Instant now) {
        var error = said.error();
        if (error.isPresent()) {
            return error.get().equals(NOT_FOUND) ? notFound(attempt, now) : refused(attempt, error.get());
        }
        if (!attempt.matches(said.fields())) {
            log.error("KNET's answer about {} is about another payment or amount", attempt.trackId());
            return new NotKnown("an answer about something else");
        }
        var failure = FAILURE.matcher(said.result());
        return switch (failure.matches() ? failure.group(1) : said.result()) {
            case "SUCCESS", "CAPTURED" -> captured(attempt, now);
            case "FAILURE" -> failed(attempt, "failure", now);
            case "NOT CAPTURED" -> failed(attempt, "not_captured", now);
            case "CANCELED", "CANCELLED" -> failed(attempt, "canceled", now);
            case "SUSPECTED" -> suspected(attempt);
            case "HOST TIMEOUT" -> new Pending();
            default -> {
                log.error("KNET says of {} what we do not know", attempt.trackId());
                yield new Pending();
            }
        };
    }

    private KnetVerdict captured(KnetAttempt attempt, Instant now) {
        attempts.captured(attempt.trackId(), now, firstLook.map(now::plus).orElse(null));
        return new Captured();
    }

    private KnetVerdict failed(KnetAttempt attempt, String code, Instant now) {
        var capturedAt = attempt.capturedAt();
        if (capturedAt == null) {
            attempts.closed(attempt.trackId(), now);
            return new Failed(code);
        }
        if (attempt.closedAt() == null && isOver(capturedAt, voidWatch, now)) {
            log.error("KNET says {} of {}, which was captured at {}", code, attempt.trackId(), capturedAt);
            return new NotKnown("captured before, and not any more");
        }
        log.error("KNET has taken back the capture of {} ({})", attempt.trackId(), code);
        attempts.closed(attempt.trackId(), now);
        return new Voided();
    }

    private static KnetVerdict suspected(KnetAttempt attempt) {
        log.error("KNET calls {} suspected: look at it in the merchant's console", attempt.trackId());
        return attempt.capturedAt() == null
                ? new Failed("suspected")
                : new NotKnown("captured before, and suspected now");
    }

    private KnetVerdict notFound(KnetAttempt attempt, Instant now) {
        if (attempt.capturedAt() != null) {
            log.error("KNET does not find {}, which was captured at {}", attempt.trackId(), attempt.capturedAt());
            return new NotKnown("captured before, and not found any more");
        }
        if (isOver(attempt.createdAt(), notFoundExpiry, now)) {
            attempts.closed(attempt.trackId(), now);
            return new Expired();
        }
        return attempt.callbacks().stream().anyMatch(callback -> callback.encrypted() != null)
                ? new Pending()
                : new AwaitsPayer();
    }

    private static KnetVerdict refused(KnetAttempt attempt, @Nullable String code) {
        log.error("KNET refuses to say how {} stands: {}", attempt.trackId(), code);
        return new NotKnown("refused as " + code);
    }

    private static boolean isOver(Instant start, Duration length, Instant now) {
        return now.isAfter(start.plus(length));
    }
}
