package io.aman.bench.revocation;

import io.aman.local.demo.Api;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Access tokens of sessions that were begun as anybody begins one: by signing in through the gateway. */
final class SignedIn {

    private static final int PEOPLE = 20;
    private static final String PASSWORD = "seven lanterns on a quiet quay";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

    private final Api gateway;

    SignedIn(URI gateway) {
        this.gateway = Api.at(gateway);
    }

    /** So many sessions, each of its own, of a few people. */
    List<String> tokens(int count) {
        IntStream.range(0, Math.min(PEOPLE, count)).forEach(this::register);
        var tokens = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            tokens.add(token(i % PEOPLE));
        }
        return tokens;
    }

    private void register(int person) {
        var answer = gateway.post(
                "/api/auth/register",
                Map.of("email", email(person), "password", PASSWORD, "name", "Bench " + person, "language", "en"));
        if (answer.status() != 202) {
            throw new IllegalStateException("registration answers " + answer.status() + ": " + answer.text());
        }
    }

    /** Refused for a moment where security-service is not warm yet; each try counts, so there are few. */
    private String token(int person) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var answer = gateway.post("/api/auth/login", Map.of("email", email(person), "password", PASSWORD));
            if (answer.status() == 200) {
                return answer.field("token");
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("sign-in answers " + answer.status() + ": " + answer.text());
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
    }

    private static String email(int person) {
        return "bench-" + person + "@example.com";
    }
}
