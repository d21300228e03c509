package io.aman.session.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.aman.events.Actor;
import io.aman.platform.security.AccessToken.Standing;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.FetchedKeys;
import io.aman.platform.security.Limits;
import io.aman.platform.security.TokenProperties;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances of session-service, two that verify, and people who never notice that keys change. */
class RotationUnderLoadTest {

    private static final String ISSUER = "https://aman.example";
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Duration ACCESS = Duration.ofMinutes(5);
    private static final Actor ADMIN = new Actor("user:usr_admin", null, "once a year");

    private record Issued(String token, Instant deadAt) {}

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final SigningKeyStore store =
            TestKeys.store(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("rotation")), _ -> {});
    private final List<SigningKeys> instances = List.of(
            TestKeys.open(store, Clock.offset(clock, Duration.ofSeconds(-25))),
            TestKeys.open(store, Clock.offset(clock, Duration.ofSeconds(25))));
    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicInteger verified = new AtomicInteger();
    private final Deque<Issued> alive = new ArrayDeque<>();
    private final Set<String> signedBy = new HashSet<>();
    private volatile boolean published = true;
    private HttpServer server;
    private TokenProperties expected;
    private List<AccessTokenVerifier> verifiers;

    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks", exchange -> {
            var instance = instances.get(fetches.getAndIncrement() % instances.size());
            var body = instance.published().toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(published ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        expected = new TokenProperties(
                ISSUER,
                "aman",
                List.of(URI.create(
                        "http://127.0.0.1:%d/jwks".formatted(server.getAddress().getPort()))),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                10,
                List.of());
        verifiers = List.of(
                new AccessTokenVerifier(new FetchedKeys(expected, clock), ISSUER, "aman", clock),
                new AccessTokenVerifier(new FetchedKeys(expected, clock), ISSUER, "aman", clock));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void noTokenIsRefusedWhileKeysRotateOnDemandAndOnSchedule() throws Exception {
        run(Duration.ofMinutes(6));
        instances.getFirst().rotate(ADMIN);
        run(Duration.ofMinutes(30));
        clock.advance(Duration.ofDays(30).minusMinutes(50));
        alive.clear();
        run(Duration.ofMinutes(60));

        assertThat(signedBy).hasSize(3);
        assertThat(verified.get()).isGreaterThan(5_000);
    }

    @Test
    void noTokenIsRefusedWhileTheKeysCannotBeFetchedForTenMinutesInTheMiddleOfARotation() throws Exception {
        run(Duration.ofMinutes(6));
        instances.getLast().rotate(ADMIN);
        run(Duration.ofMinutes(6));
        published = false;
        run(Duration.ofMinutes(10));
        published = true;
        run(Duration.ofMinutes(10));

        assertThat(signedBy).hasSize(2);
    }

    /** A token of each instance at each step; whoever verifies checks every token that is alive, all at once. */
    private void run(Duration time) throws Exception {
        for (var passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(STEP)) {
            for (var instance : instances) {
                instance.keepGoing();
                alive.add(issue(instance));
            }
            while (alive.getFirst().deadAt.isBefore(clock.instant())) {
                alive.removeFirst();
            }
            var tokens = new ArrayList<>(alive);
            var accepted = AtOnce.run(tokens.size() * verifiers.size(), i -> accepted(tokens.get(i / 2), i % 2));
            assertThat(accepted).containsOnly(true);
            clock.advance(STEP);
        }
    }

    private boolean accepted(Issued issued, int verifier) {
        verified.incrementAndGet();
        return verifiers.get(verifier).verify(issued.token).subject().equals("usr_1");
    }

    private Issued issue(SigningKeys keys) {
        var now = clock.instant();
        signedBy.add(keys.signing().id());
        var grant =
                new Grant("usr_1", "ses_1", Set.of(), now, List.of("pwd"), null, new Standing(0, 0, 0), Limits.NONE);
        var token = new AccessTokens(keys, expected, ACCESS).issue(grant, now);
        return new Issued(token.reveal(), now.plus(ACCESS).plusSeconds(59));
    }
}
