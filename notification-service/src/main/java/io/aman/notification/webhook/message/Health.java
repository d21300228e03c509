package io.aman.notification.webhook.message;

import io.aman.notification.target.Answer;
import io.aman.notification.target.Answer.Outcome;
import io.aman.notification.webhook.endpoint.Endpoint;
import io.aman.notification.webhook.endpoint.EndpointProperties;
import io.aman.notification.webhook.endpoint.Rest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How an endpoint stands after a turn: one success makes it well; a 410 disables it, and so do days of nothing but
 * failures; a receiver that asks for time gets it, and one that keeps failing is asked less and less often.
 */
@Component
class Health {

    private final MessageProperties properties;
    private final EndpointProperties endpoints;

    Health(MessageProperties properties, EndpointProperties endpoints) {
        this.properties = properties;
        this.endpoints = endpoints;
    }

    /** @param next when its next message is due; null where none waits */
    Rest after(Endpoint endpoint, List<Answer> answers, @Nullable Instant next, Instant now) {
        if (answers.stream().anyMatch(Health::isGone)) {
            return new Rest(next, now, endpoint.failures(), endpoint.failingSince(), "gone");
        }
        var pause = longest(answers);
        if (answers.stream().anyMatch(Answer::isDelivered)) {
            return new Rest(next, now.plus(pause), 0, null, null);
        }
        var failed = (int) answers.stream().filter(Health::isTheirs).count();
        if (failed == 0) { // nothing was tried, or nothing could be signed
            return new Rest(next, closed(answers, now), endpoint.failures(), endpoint.failingSince(), null);
        }
        var failures = Math.addExact(endpoint.failures(), failed);
        var since = Objects.requireNonNullElse(endpoint.failingSince(), now);
        var isOver = !now.isBefore(since.plus(endpoints.disabledAfter()));
        var closedUntil = now.plus(longer(pause, properties.breakerPause(failures)));
        return new Rest(next, closedUntil, failures, since, isOver ? "failing" : null);
    }

    private Instant closed(List<Answer> answers, Instant now) {
        return answers.isEmpty() ? now : now.plus(properties.breakerPause());
    }

    private Duration longest(List<Answer> answers) {
        var asked = answers.stream()
                .map(Answer::retryAfter)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return asked.compareTo(properties.maxRetryAfter()) < 0 ? asked : properties.maxRetryAfter();
    }

    private static boolean isGone(Answer answer) {
        return answer.outcome() == Outcome.GONE;
    }

    private static boolean isTheirs(Answer answer) {
        return answer.outcome() != Outcome.NOT_SIGNED;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
