package io.aman.local.demo;

import static io.aman.local.demo.Steps.expect;

import io.aman.local.demo.Api.Answer;
import io.aman.local.stack.LocalStack;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/**
 * Who takes part: a payer, the administrator as clerk and operator, and whoever plays the providers.
 *
 * @param run tells this run's keys and references from an earlier one's
 */
record Cast(Api gateway, Api sandbox, Person payer, Person admin, String run) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Both sign in. */
    static Cast of(LocalStack stack) {
        var gateway = Api.at(stack.gateway());
        var run = randomHex(4);
        var payer = new Person(gateway, "fahad-" + run + "@example.com", "correct horse " + randomHex(8));
        return new Cast(
                gateway,
                Api.at(stack.ports().sandboxUri()),
                payer,
                new Person(gateway, stack.adminEmail(), stack.adminPassword()),
                run);
    }

    static String randomHex(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** The payer's call, under a key of its own. */
    Answer pay(String path, Map<String, ?> body) {
        return payer.api().once(randomHex(16)).post("/api/payments" + path, body);
    }

    /** The administrator's call, under a key of its own. */
    Answer operate(String path, Map<String, ?> body) {
        return admin.api().once(randomHex(16)).post(path, body);
    }

    Answer payment(String id) {
        return expect(200, payer.api().get("/api/payments/" + id));
    }

    /** @return the new payment's id */
    String create(long amountMinor, String currency, String provider) {
        var body = Map.of(
                "amountMinor", amountMinor, "currency", currency, "provider", provider, "reference", "order-" + run);
        return expect(201, pay("", body)).field("id");
    }
}
