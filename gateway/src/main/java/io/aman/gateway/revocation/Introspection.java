package io.aman.gateway.revocation;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aman.platform.security.AccessToken;
import io.aman.platform.security.AccessToken.Standing;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Asks session-service whether a token still counts, for the time in which revocations are not heard of.
 *
 * <p>An answer holds a moment for every token of the session with the same standing; who asks meanwhile waits for the one
 * question that is under way. A service that does not answer is left alone for a while.
 */
public final class Introspection {

    private final Function<String, Mono<Boolean>> service;
    private final Duration timeLimit;
    private final CircuitBreaker breaker;
    private final AsyncCache<Question, Boolean> answers;
    private final Counter active;
    private final Counter over;
    private final Counter failed;

    private record Question(String sessionId, Standing standing) {}

    /** @param service gives the answer for a raw token, or fails */
    Introspection(
            Function<String, Mono<Boolean>> service,
            IntrospectionProperties properties,
            CircuitBreaker breaker,
            Clock clock,
            MeterRegistry meters) {
        this.service = service;
        this.timeLimit = properties.timeLimit();
        this.breaker = breaker;
        this.answers = Caffeine.newBuilder()
                .maximumSize(properties.maxCached())
                .expireAfterWrite(properties.cachedFor())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .buildAsync();
        this.active = counter("active", meters);
        this.over = counter("over", meters);
        this.failed = counter("failed", meters);
    }

    /**
     * Whether the token still counts; fails where nobody knows.
     *
     * @param raw as it came, of which {@code token} is what it says
     */
    public Mono<Boolean> isActive(AccessToken token, String raw) {
        var question = new Question(token.sessionId(), token.standing());
        // One who hangs up must not take the answer from the others.
        return Mono.defer(() -> Mono.fromFuture(answers.get(question, (_, _) -> ask(raw)), true));
    }

    private CompletableFuture<Boolean> ask(String raw) {
        var answer = new CompletableFuture<Boolean>();
        var _ = Mono.defer(() -> service.apply(raw))
                .timeout(timeLimit)
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("no answer")))
                .doOnNext(isActive -> (isActive ? active : over).increment())
                .doOnError(_ -> failed.increment())
                .subscribe(answer::complete, answer::completeExceptionally);
        return answer;
    }

    private static Counter counter(String answer, MeterRegistry meters) {
        return Counter.builder("aman.revocation.questions")
                .description("Asked of session-service while revocations were not heard of")
                .tag("answer", answer)
                .register(meters);
    }
}
