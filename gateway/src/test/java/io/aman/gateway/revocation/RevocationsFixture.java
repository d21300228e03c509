package io.aman.gateway.revocation;

import io.aman.events.RevocationEvent;
import io.aman.platform.security.AccessToken;
import io.aman.platform.security.AccessToken.Standing;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Revocations that a test outside this package can bring into a state. */
public final class RevocationsFixture {

    static final RevocationProperties BOUNDS = new RevocationProperties(Duration.ofSeconds(3), Duration.ofSeconds(30));

    private final Clock clock;
    private final Revocations revocations;

    public RevocationsFixture(Clock clock) {
        this.clock = clock;
        this.revocations = new Revocations(clock, BOUNDS);
    }

    public Revocations revocations() {
        return revocations;
    }

    public void caughtUp() {
        revocations.caughtUp();
    }

    public void heartbeat() {
        revocations.apply(new RevocationEvent.Heartbeat(clock.instant()));
    }

    public void hear(RevocationEvent event) {
        revocations.apply(event);
    }

    /** An introspection that gives what {@code service} gives, from no cache. */
    public Introspection introspection(Function<String, Mono<Boolean>> service) {
        var properties = new IntrospectionProperties(
                List.of(URI.create("http://nowhere")), "gateway", null, Duration.ofSeconds(1), Duration.ZERO, 10);
        return new Introspection(
                service, properties, CircuitBreaker.ofDefaults("test"), clock, new SimpleMeterRegistry());
    }

    /** What becomes of a token of that session. */
    static boolean isRevoked(Revocations revocations, String sessionId) {
        return revocations.judge(token("usr_1", sessionId, 0, 0, 0)) == Revocations.Verdict.REVOKED;
    }

    /** A token that is good for five minutes. */
    public AccessToken token(String userId, String sessionId) {
        var expiresAt = clock.instant().plus(Duration.ofMinutes(5));
        return new AccessToken(userId, sessionId, Set.of(), expiresAt, new Standing(0, 0, 0), null, null, null);
    }

    static AccessToken token(String userId, String sessionId, long generation, long permissions, long roles) {
        return new AccessToken(
                userId,
                sessionId,
                Set.of(),
                Instant.MAX,
                new Standing(generation, permissions, roles),
                null,
                null,
                null);
    }
}
