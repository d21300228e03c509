package io.aman.notification.webhook.message;

import io.aman.notification.target.Answer;
import io.aman.notification.target.Answer.Outcome;
import io.aman.notification.target.TargetClient;
import io.aman.notification.webhook.endpoint.Endpoint;
import io.aman.notification.webhook.endpoint.SealedSecrets;
import io.aman.notification.webhook.endpoint.SigningSecret;
import io.aman.notification.webhook.message.Message.Attempt;
import io.aman.platform.observability.Traces;
import io.aman.platform.security.Sealed;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tries one message once: sign, post, settle. */
@Component
class SendMessage {

    private static final Logger log = LoggerFactory.getLogger(SendMessage.class);

    private final SealedSecrets secrets;
    private final TargetClient client;
    private final MongoMessages messages;
    private final MessageProperties properties;
    private final WebhookMetrics metrics;
    private final Traces traces;
    private final Clock clock;

    SendMessage(
            SealedSecrets secrets,
            TargetClient client,
            MongoMessages messages,
            MessageProperties properties,
            WebhookMetrics metrics,
            Traces traces,
            Clock clock) {
        this.secrets = secrets;
        this.client = client;
        this.messages = messages;
        this.properties = properties;
        this.metrics = metrics;
        this.traces = traces;
        this.clock = clock;
    }

    Answer send(Endpoint endpoint, Message message) {
        var answer = new AtomicReference<Answer>(Answer.notSigned());
        traces.continued(message.traceparent(), "deliver webhook", () -> answer.set(sendAndSettle(endpoint, message)));
        return answer.get();
    }

    private Answer sendAndSettle(Endpoint endpoint, Message message) {
        var at = clock.instant();
        var answer = post(endpoint, message, at);
        var attempt = new Attempt(
                at, answer.status(), answer.outcome().code(), answer.took().toMillis());
        var isSettled = settle(message, attempt, answer);
        metrics.count(isSettled ? attempt.outcome() : "overtaken");
        if (!answer.isDelivered()) {
            log.info(
                    "Webhook {} to {} was not delivered at attempt {}: {}",
                    message.id(),
                    endpoint.id(),
                    message.attempts() + 1,
                    attempt.outcome());
        }
        return answer;
    }

    private Answer post(Endpoint endpoint, Message message, Instant at) {
        List<SigningSecret> signing;
        try {
            signing = secrets.open(endpoint, at);
        } catch (Sealed.NotOpened _) {
            log.error("The secret of {} does not open with the keys of aman.sealing.keys", endpoint.id());
            return Answer.notSigned();
        }
        var body =
                Objects.requireNonNull(message.body(), "what waits has a body").getBytes(StandardCharsets.UTF_8);
        return client.post(endpoint.url(), headers(message, at, body, signing), body);
    }

    /** Names as in Standard Webhooks 1.0, section "Webhook Headers". */
    private static Map<String, String> headers(Message message, Instant at, byte[] body, List<SigningSecret> signing) {
        return Map.of(
                "webhook-id",
                message.id(),
                "webhook-timestamp",
                Long.toString(at.getEpochSecond()),
                "webhook-signature",
                signing.stream()
                        .map(secret -> secret.sign(message.id(), at, body))
                        .collect(Collectors.joining(" ")));
    }

    private boolean settle(Message message, Attempt attempt, Answer answer) {
        if (answer.isDelivered()) {
            return messages.delivered(message, attempt);
        }
        var failures = message.tries() + 1;
        if (answer.outcome() == Outcome.GONE || !properties.isTriedAfter(failures)) {
            return messages.failed(message, attempt);
        }
        var pause = longer(properties.pause(failures, RandomGenerator.getDefault()), bounded(answer.retryAfter()));
        return messages.deferred(message, attempt, clock.instant().plus(pause));
    }

    private Duration bounded(Duration asked) {
        return asked.compareTo(properties.maxRetryAfter()) < 0 ? asked : properties.maxRetryAfter();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
