package io.aman.notification.delivery;

import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Outcome.Unavailable;
import io.aman.notification.delivery.Outcome.Unknown;
import io.aman.platform.observability.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tries one delivery at a time: count the attempt, send, settle.
 *
 * <p>Whoever dies between sending and settling leaves a delivery that is sent once more when the lease ends. So a
 * message goes out at most once more than there were crashes, and answers of the next hop that got lost.
 */
@Component
class DeliveryWorker {

    private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);
    private static final String EXHAUSTED = "attempts-exhausted";
    private static final String TOO_LATE = "too-late";
    private static final String IN_DOUBT = "sent-in-doubt";
    private static final String BEFORE_RESTORE = "before-restore";
    private static final String SUPPRESSED = "suppressed";
    private static final String DEFERRED = "deferred";
    private static final String FAILED = "failed";

    private final Deliveries deliveries;
    private final Channels channels;
    private final Admission admission;
    private final DeliveryProperties properties;
    private final DeliveryMetrics metrics;
    private final Traces traces;
    private final Clock clock;

    DeliveryWorker(
            Deliveries deliveries,
            Channels channels,
            Admission admission,
            DeliveryProperties properties,
            DeliveryMetrics metrics,
            Traces traces,
            Clock clock) {
        this.deliveries = deliveries;
        this.channels = channels;
        this.admission = admission;
        this.properties = properties;
        this.metrics = metrics;
        this.traces = traces;
        this.clock = clock;
    }

    /** @return false when nothing is due */
    boolean deliverNext() {
        var claimed = deliveries.claim(clock.instant(), properties.lease());
        claimed.map(claim -> claim.presuming(channels.first(claim.delivery())))
                .ifPresent(claim ->
                        traces.continued(claim.delivery().traceparent(), "deliver notification", () -> attempt(claim)));
        return claimed.isPresent();
    }

    private void attempt(Claim claim) {
        var delivery = claim.delivery();
        if (claim.tries() > properties.attempts()) { // the last one never reported back
            fail(claim, DeliveryState.FAILED, EXHAUSTED, List.of());
        } else if (isTooLate(claim)) {
            discard(claim, TOO_LATE, List.of());
        } else if (isFromBeforeRestore(claim)) {
            fail(claim, DeliveryState.FAILED, BEFORE_RESTORE, List.of());
        } else if (!channels.has(delivery.channel())) {
            tryAgain(claim, "channel-missing", null, List.of());
        } else if (claim.inDoubt() >= sendsInDoubt(claim)) { // whoever sent it last never reported back
            discard(claim, IN_DOUBT, List.of());
        } else {
            switch (admission.verdict(delivery)) {
                case Admission.Verdict.Go _ -> send(claim);
                case Admission.Verdict.Suppressed suppressed ->
                    fail(claim, DeliveryState.FAILED, SUPPRESSED + ":" + suppressed.reason(), List.of());
                case Admission.Verdict.Wait wait ->
                    settle(claim, "held", deliveries.heldBack(claim, wait.until(), "limit"));
            }
        }
    }

    private int sendsInDoubt(Claim claim) {
        return channels.sendsInDoubt(claim.delivery());
    }

    private boolean isTooLate(Claim claim) {
        var until = claim.delivery().until();
        return until != null && !clock.instant().isBefore(until);
    }

    /** It may have gone out in the time that the restored database knows nothing of. */
    private boolean isFromBeforeRestore(Claim claim) {
        var restoredAt = properties.restoredAt();
        return restoredAt != null && claim.happenedAt().isBefore(restoredAt);
    }

    private void send(Claim claim) {
        var answer = channels.send(claim.delivery(), new ClaimTrail(deliveries, channels, claim));
        var sends = sends(claim, answer);
        switch (answer.outcome()) {
            case Sent _ -> sent(claim, sends);
            case Refused refused -> refused(claim, refused, sends);
            case Deferred deferred -> tryAgain(claim, deferred.reason(), deferred.retryAfter(), sends);
            case Unavailable unavailable -> tryAgain(claim, unavailable.reason(), unavailable.retryAfter(), sends);
            case Unknown unknown
            when claim.inDoubt() + 1 >= sendsInDoubt(claim) -> discard(claim, IN_DOUBT + ":" + unknown.reason(), sends);
            case Unknown unknown -> tryAgainInDoubt(claim, unknown, sends);
        }
    }

    private void sent(Claim claim, List<Send> sends) {
        settle(claim, "sent", deliveries.sent(claim, clock.instant(), sends));
        log.info(
                "Delivery {} is sent by {}",
                claim.delivery().id(),
                claim.delivery().channel());
    }

    private List<Send> sends(Claim claim, Answer answer) {
        var now = clock.instant();
        return answer.asked().stream()
                .map(asked -> send(claim.attempt(), asked, now))
                .toList();
    }

    private static Send send(int attempt, Answer.Asked asked, Instant now) {
        var provider = asked.provider();
        return switch (asked.outcome()) {
            case Sent sent -> new Send(attempt, provider, DeliveryState.SENT, sent.reference(), null, now);
            case Refused refused -> new Send(attempt, provider, stateOf(refused), null, refused.reason(), now);
            case Deferred deferred -> new Send(attempt, provider, DeliveryState.FAILED, null, deferred.reason(), now);
            case Unavailable away -> new Send(attempt, provider, DeliveryState.FAILED, null, away.reason(), now);
            case Unknown unknown -> new Send(attempt, provider, DeliveryState.SENDING, null, unknown.reason(), now);
        };
    }

    private static DeliveryState stateOf(Refused refused) {
        return refused.unreachable() ? DeliveryState.BOUNCED : DeliveryState.FAILED;
    }

    private void refused(Claim claim, Refused refused, List<Send> sends) {
        fail(claim, stateOf(refused), refused.reason(), sends);
        if (refused.unreachable()) {
            admission.suppress(claim.delivery().to(), refused.reason());
        }
    }

    private void tryAgain(Claim claim, String reason, @Nullable Duration retryAfter, List<Send> sends) {
        if (claim.tries() < properties.attempts()) {
            var next = next(claim, reason, retryAfter);
            settle(claim, DEFERRED, deliveries.deferred(claim, next, reason, sends));
        } else {
            fail(claim, DeliveryState.FAILED, EXHAUSTED + ":" + reason, sends);
        }
    }

    private void tryAgainInDoubt(Claim claim, Unknown unknown, List<Send> sends) {
        if (claim.tries() < properties.attempts()) {
            var next = next(claim, unknown.reason(), null);
            settle(claim, DEFERRED, deliveries.deferredInDoubt(claim, next, unknown.reason(), sends));
        } else {
            fail(claim, DeliveryState.FAILED, EXHAUSTED + ":" + unknown.reason(), sends);
        }
    }

    /** As the schedule says, and not before a provider asks for it. */
    private Instant next(Claim claim, String reason, @Nullable Duration retryAfter) {
        var pause = properties.backoff(claim.tries(), RandomGenerator.getDefault());
        if (retryAfter != null && retryAfter.compareTo(pause) > 0) {
            pause = channels.heeded(retryAfter);
        }
        log.warn("Delivery {} waits {}: {}", claim.delivery().id(), pause, reason);
        return clock.instant().plus(pause);
    }

    private void discard(Claim claim, String reason, List<Send> sends) {
        giveUp(claim, reason, deliveries.discarded(claim, clock.instant(), reason, sends));
        log.warn(
                "Delivery {} is given up after {} attempts: {}",
                claim.delivery().id(),
                claim.attempt(),
                reason);
    }

    private void fail(Claim claim, DeliveryState how, String reason, List<Send> sends) {
        giveUp(claim, reason, deliveries.failed(claim, clock.instant(), how, reason, sends));
        log.error("Delivery {} failed after {} attempts: {}", claim.delivery().id(), claim.attempt(), reason);
    }

    private void giveUp(Claim claim, String reason, boolean settled) {
        settle(claim, FAILED, settled);
        if (settled) {
            metrics.failed(claim.delivery().channel(), reason);
        }
    }

    private void settle(Claim claim, String outcome, boolean settled) {
        metrics.count(claim.delivery().channel(), settled ? outcome : "overtaken");
    }
}
