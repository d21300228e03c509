package io.aman.system;

import io.aman.local.demo.Api;
import io.aman.local.demo.Api.Answer;
import io.aman.local.stack.LocalStack;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A person with an account who pays through the gateway. */
final class Customer {

    private static final String PASSWORD = "a long enough password";

    private final LocalStack stack;
    private final Api gateway;
    private final String email;
    private volatile String token = "";

    private Customer(LocalStack stack, String email) {
        this.stack = stack;
        this.gateway = Api.at(stack.gateway());
        this.email = email;
    }

    /** Registers and signs in. */
    static Customer registered(LocalStack stack, String name, String language) {
        var customer = new Customer(stack, name + "@example.com");
        customer.gateway.post(
                "/api/auth/register",
                Map.of("email", customer.email, "password", PASSWORD, "name", name, "language", language));
        customer.signIn();
        return customer;
    }

    String email() {
        return email;
    }

    /** The gateway, with this person's token. */
    Api api() {
        return gateway.signedIn(token);
    }

    /** Signs in; does nothing where that fails, so that the next call shows it. */
    void signIn() {
        tokenOf(email, PASSWORD).ifPresent(fresh -> token = fresh);
    }

    Answer create(String key, long amountMinor) {
        return api().once(key)
                .post("/api/payments", Map.of("amountMinor", amountMinor, "currency", "KWD", "reference", key));
    }

    Answer confirm(String key, String payment) {
        return api().once(key)
                .post("/api/payments/%s/confirm".formatted(payment), Map.of("paymentMethod", "pm_card_visa"));
    }

    Answer capture(String key, String payment) {
        return api().once(key).post("/api/payments/%s/capture".formatted(payment), Map.of());
    }

    /** The payment's audit trail, as an administrator sees it. */
    Answer audit(String payment) {
        var admin = Awaitility.await()
                .until(() -> tokenOf(stack.adminEmail(), stack.adminPassword()), Optional::isPresent)
                .orElseThrow();
        return gateway.signedIn(admin).get("/api/payments/audit/" + payment);
    }

    private Optional<String> tokenOf(String who, String password) {
        var answer = gateway.post("/api/auth/login", Map.of("email", who, "password", password));
        return answer.status() == 200 ? Optional.of(answer.field("token")) : Optional.empty();
    }
}
