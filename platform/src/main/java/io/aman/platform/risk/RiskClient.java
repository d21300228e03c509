package io.aman.platform.risk;

import io.aman.platform.Secret;
import io.aman.platform.drain.FailoverClient;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Asks security-service. The whole call is bounded, not its parts: a name that resolves slowly and an answer that trickles
 * cost no more than silence. While it does not answer, a breaker spares everybody the wait.
 */
public final class RiskClient implements RiskAssessor, PaymentRiskAssessor {

    private static final Logger log = LoggerFactory.getLogger(RiskClient.class);
    private static final String ANSWERS = "aman.risk.answers";
    private static final String SIGN_IN = "/internal/risk";
    private static final String PAYMENT = "/internal/risk/payments";
    private static final Risk ABSENT = new Risk.Absent();

    private final RestClient http;
    private final Duration within;
    private final Proof proof;
    private final CircuitBreaker breaker;
    private final ObservationRegistry observations;
    private final MeterRegistry meters;

    /**
     * @param proof a token: of a sign-in it takes the permission {@code security.attempt}, and of a payment it is that of
     *     the person who moves money
     */
    public RiskClient(
            RiskProperties properties,
            Proof proof,
            CircuitBreaker breaker,
            ObservationRegistry observations,
            MeterRegistry meters) {
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.within())
                .build();
        var requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(properties.within());
        this.http = FailoverClient.of(properties.baseUrl())
                .requestFactory(requests)
                .observationRegistry(observations)
                .build();
        this.within = properties.within();
        this.proof = proof;
        this.breaker = breaker;
        this.observations = observations;
        this.meters = meters;
    }

    /** How the asking service proves itself. */
    @FunctionalInterface
    public interface Proof {

        /** Called in the thread that waits, and takes no time; what it gives is asked within the bound. */
        Supplier<Secret> ofThisCall();
    }

    enum Decision {
        ALLOW,
        NOTIFY,
        STEP_UP,
        DENY
    }

    record Answer(String assessmentId, Decision decision, int score, List<String> reasons, String weightsVersion) {

        Answer {
            Objects.requireNonNull(assessmentId, "assessmentId");
            Objects.requireNonNull(decision, "decision");
            Objects.requireNonNull(reasons, "reasons");
            Objects.requireNonNull(weightsVersion, "weightsVersion");
        }

        Risk risk() {
            var grounds = new Risk.Grounds(assessmentId, score, reasons, weightsVersion);
            return switch (decision) {
                case ALLOW -> new Risk.Allow(grounds);
                case NOTIFY -> new Risk.Notify(grounds);
                case STEP_UP -> new Risk.StepUp(grounds);
                case DENY -> new Risk.Deny(grounds);
            };
        }
    }

    /** There is no answer that can be understood, or none in time. */
    private static final class Away extends RuntimeException {

        Away(String message) {
            super(message);
        }
    }

    @Override
    public Risk assess(RiskQuestion question) {
        return assess(question.purpose(), question.attemptId(), SIGN_IN, question);
    }

    @Override
    public Risk assess(PaymentQuestion question) {
        return assess(question.purpose(), question.attemptId(), PAYMENT, question);
    }

    private Risk assess(Enum<?> why, String attemptId, String path, Object question) {
        var risk = asked(attemptId, path, question);
        var purpose = why.name().toLowerCase(Locale.ROOT);
        meters.counter(ANSWERS, "purpose", purpose, "answer", told(risk)).increment();
        return risk;
    }

    private static String told(Risk risk) {
        return switch (risk) {
            case Risk.Allow _ -> "allow";
            case Risk.Notify _ -> "notify";
            case Risk.StepUp _ -> "step-up";
            case Risk.Deny _ -> "deny";
            case Risk.Absent _ -> "absent";
        };
    }

    private Risk asked(String attemptId, String path, Object question) {
        try {
            return breaker.executeSupplier(() -> inTime(path, question));
        } catch (CallNotPermittedException _) {
            return ABSENT;
        } catch (Away e) {
            log.warn("security-service does not say how risky {} is: {}", attemptId, e.getMessage());
            return ABSENT;
        }
    }

    private Risk inTime(String path, Object question) {
        var token = proof.ofThisCall();
        var task = new FutureTask<>(observed(() -> ask(path, question, token.get())));
        Thread.ofVirtual().name("risk").start(task);
        try {
            return task.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new Away("no answer within " + within);
        } catch (ExecutionException e) {
            throw new Away(String.valueOf(e.getCause()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Away("interrupted");
        } finally {
            task.cancel(true);
        }
    }

    private Risk ask(String path, Object question, Secret token) {
        var answer = http.post()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(token.reveal()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(question)
                .retrieve()
                .body(Answer.class);
        if (answer == null) {
            throw new RestClientException("an empty answer");
        }
        return answer.risk();
    }

    /** The call belongs to the trace of whoever waits for it. */
    private Callable<Risk> observed(Callable<Risk> call) {
        @Nullable Observation current = observations.getCurrentObservation();
        if (current == null) {
            return call;
        }
        return () -> {
            try (var _ = current.openScope()) {
                return call.call();
            }
        };
    }
}
