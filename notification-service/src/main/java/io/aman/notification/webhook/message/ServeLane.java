package io.aman.notification.webhook.message;

import io.aman.notification.target.Answer;
import io.aman.notification.webhook.endpoint.Ask;
import io.aman.notification.webhook.endpoint.Endpoint;
import io.aman.notification.webhook.endpoint.Lane;
import io.aman.notification.webhook.endpoint.MongoLanes;
import io.aman.notification.webhook.endpoint.Rest;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Serves one endpoint for one turn: takes its lane, sends what is due, up to a bound and side by side, gives it back.
 *
 * <p>Whoever dies in between leaves a lane that is free again when its lease ends, and messages that are still due: what
 * was sent and not settled is sent once more, under the same {@code webhook-id}.
 */
@Component
class ServeLane {

    private static final Logger log = LoggerFactory.getLogger(ServeLane.class);
    private static final String DISABLED = "endpoint-disabled";

    private final MongoLanes lanes;
    private final MongoMessages messages;
    private final SendMessage sendMessage;
    private final Health health;
    private final MessageProperties properties;
    private final WebhookMetrics metrics;
    private final Clock clock;

    ServeLane(
            MongoLanes lanes,
            MongoMessages messages,
            SendMessage sendMessage,
            Health health,
            MessageProperties properties,
            WebhookMetrics metrics,
            Clock clock) {
        this.lanes = lanes;
        this.messages = messages;
        this.sendMessage = sendMessage;
        this.health = health;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * @param onTaken told before anything is sent: others may look for another lane
     * @return false when no endpoint has anything to do
     */
    boolean serveNext(Runnable onTaken) {
        var lane = lanes.claim(clock.instant(), properties.lease());
        lane.ifPresent(taken -> {
            onTaken.run();
            serve(taken);
        });
        return lane.isPresent();
    }

    private void serve(Lane lane) {
        var endpoint = lane.endpoint();
        if (endpoint == null) {
            messages.removeAllOf(lane.endpointId());
            lanes.release(lane, new Rest(null, clock.instant(), 0, null, null), clock.instant());
        } else if (endpoint.isEnabled()) {
            lane.asked().forEach(ask -> begin(lane, ask));
            deliver(lane, endpoint);
        } else {
            messages.failAllOf(endpoint.id(), DISABLED);
            lane.asked().forEach(ask -> lanes.begun(lane, ask));
            rest(lane, new Rest(null, clock.instant(), endpoint.failures(), endpoint.failingSince(), null));
        }
    }

    private void begin(Lane lane, Ask ask) {
        var now = clock.instant();
        switch (ask) {
            case Ask.OfMessage one -> messages.restart(lane.endpointId(), one.messageId(), now, properties.kept());
            case Ask.OfFailedSince all ->
                messages.restartFailed(lane.endpointId(), all.since(), now, properties.kept());
        }
        lanes.begun(lane, ask);
    }

    private void deliver(Lane lane, Endpoint endpoint) {
        var due = messages.due(endpoint.id(), clock.instant(), properties.atOnce(endpoint.failures()));
        var answers = send(endpoint, due);
        var next = messages.earliest(endpoint.id()).orElse(null);
        rest(lane, health.after(endpoint, answers, next, clock.instant()));
    }

    private void rest(Lane lane, Rest rest) {
        if (lanes.release(lane, rest, clock.instant())) {
            metrics.countDisabled(String.valueOf(rest.disabledBecause()));
            log.warn("Webhook endpoint {} is disabled: {}", lane.endpointId(), rest.disabledBecause());
        }
    }

    private List<Answer> send(Endpoint endpoint, List<Message> due) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = threads.invokeAll(due.stream()
                    .map(message -> (Callable<Answer>) () -> sendMessage.send(endpoint, message))
                    .toList());
            return sent.stream().map(ServeLane::answer).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Answer answer(Future<Answer> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a webhook's outcome could not be kept", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
