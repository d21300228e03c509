package io.aman.notification.delivery;

import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Outcome.Unknown;
import io.aman.platform.observability.Traces;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
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
    private static final String DEFERRED = "deferred";

    private final Deliveries deliveries;
    private final Map<String, Channel> channels;
    private final DeliveryProperties properties;
    private final DeliveryMetrics metrics;
    private final Traces traces;
    private final Clock clock;

    DeliveryWorker(
            Deliveries deliveries,
            List<Channel> channels,
            DeliveryProperties properties,
            DeliveryMetrics metrics,
            Traces traces,
            Clock clock) {
        this.deliveries = deliveries;
        this.channels = channels.stream().collect(Collectors.toUnmodifiableMap(Channel::name, Function.identity()));
        this.properties = properties;
        this.metrics = metrics;
        this.traces = traces;
        this.clock = clock;
    }

    /** @return false when nothing is due */
    boolean deliverNext() {
        var claimed = deliveries.claim(clock.instant(), properties.lease());
        claimed.ifPresent(claim ->
                traces.continued(claim.delivery().traceparent(), "deliver notification", () -> attempt(claim)));
        return claimed.isPresent();
    }

    private void attempt(Claim claim) {
        if (claim.attempt() > properties.attempts()) { // the last one never reported back
            fail(claim, EXHAUSTED);
            return;
        }
        var channel = channels.get(claim.delivery().channel());
        if (isTooLate(claim)) {
            discard(claim, TOO_LATE);
        } else if (channel == null) {
            tryAgain(claim, new Deferred("channel-missing"));
        } else if (claim.inDoubt() >= channel.sendsInDoubt()) { // whoever sent it last never reported back
            discard(claim, IN_DOUBT);
        } else {
            attempt(claim, channel);
        }
    }

    private boolean isTooLate(Claim claim) {
        var until = claim.delivery().until();
        return until != null && !clock.instant().isBefore(until);
    }

    private void attempt(Claim claim, Channel channel) {
        switch (send(claim, channel)) {
            case Sent _ -> settle(claim, "sent", deliveries.sent(claim, clock.instant()));
            case Refused refused -> fail(claim, refused.reason());
            case Deferred deferred -> tryAgain(claim, deferred);
            case Unknown unknown
            when claim.inDoubt() + 1 >= channel.sendsInDoubt() -> discard(claim, IN_DOUBT + ":" + unknown.reason());
            case Unknown unknown -> tryAgain(claim, unknown);
        }
    }

    private Outcome send(Claim claim, Channel channel) {
        try {
            return channel.send(claim.delivery());
        } catch (RuntimeException e) {
            log.error(
                    "Channel {} failed on delivery {}",
                    channel.name(),
                    claim.delivery().id(),
                    e);
            return new Deferred("channel-error");
        }
    }

    private void tryAgain(Claim claim, Deferred deferred) {
        if (claim.attempt() < properties.attempts()) {
            var next = next(claim, deferred.reason());
            settle(claim, DEFERRED, deliveries.deferred(claim, next, deferred.reason()));
        } else {
            fail(claim, EXHAUSTED + ":" + deferred.reason());
        }
    }

    private void tryAgain(Claim claim, Unknown unknown) {
        if (claim.attempt() < properties.attempts()) {
            var next = next(claim, unknown.reason());
            settle(claim, DEFERRED, deliveries.deferredInDoubt(claim, next, unknown.reason()));
        } else {
            fail(claim, EXHAUSTED + ":" + unknown.reason());
        }
    }

    private Instant next(Claim claim, String reason) {
        var pause = properties.backoff(claim.attempt(), RandomGenerator.getDefault());
        log.warn("Delivery {} waits {}: {}", claim.delivery().id(), pause, reason);
        return clock.instant().plus(pause);
    }

    private void discard(Claim claim, String reason) {
        settle(claim, "failed", deliveries.discarded(claim, clock.instant(), reason));
        log.warn(
                "Delivery {} is given up after {} attempts: {}",
                claim.delivery().id(),
                claim.attempt(),
                reason);
    }

    private void fail(Claim claim, String reason) {
        settle(claim, "failed", deliveries.failed(claim, clock.instant(), reason));
        log.error("Delivery {} failed after {} attempts: {}", claim.delivery().id(), claim.attempt(), reason);
    }

    private void settle(Claim claim, String outcome, boolean settled) {
        metrics.count(claim.delivery().channel(), settled ? outcome : "overtaken");
    }
}
