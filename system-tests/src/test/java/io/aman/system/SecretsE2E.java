package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.Api;
import io.aman.local.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(RunningStack.class)
class SecretsE2E {

    private static final String PASSWORD = "planted-password-5f1c";
    private static final String WRONG_PASSWORD = "planted-typo-9d2e";
    private static final String CARD_NUMBER = "4242424242424242";

    @Test
    void noPasswordTokenKeyOrCardNumberReachesALog(LocalStack stack) throws IOException {
        var gateway = Api.at(stack.gateway());
        var who = Map.of("email", "secrets@example.com", "password", PASSWORD);
        gateway.post("/api/auth/register", Map.of("email", "secrets@example.com", "password", PASSWORD, "name", "S"));
        gateway.post("/api/auth/login", Map.of("email", "secrets@example.com", "password", WRONG_PASSWORD));
        var signedIn = gateway.post("/api/auth/login", who);
        var token = signedIn.field("token");
        assertThat(token).isNotEmpty();
        var payer = gateway.signedIn(token);
        var payment = payer.once("secrets-create")
                .post("/api/payments", Map.of("amountMinor", 1_000, "currency", "KWD"))
                .field("id");
        var refused = payer.once("secrets-confirm")
                .post("/api/payments/%s/confirm".formatted(payment), Map.of("paymentMethod", CARD_NUMBER));
        assertThat(refused.status()).isEqualTo(422);
        gateway.post("/api/auth/refresh", Map.of("refreshToken", signedIn.field("refreshToken")));

        var secrets = List.of(
                PASSWORD,
                WRONG_PASSWORD,
                CARD_NUMBER,
                token,
                token.substring(token.lastIndexOf('.')),
                signedIn.field("refreshToken"),
                stack.adminPassword(),
                stack.secret("payment-service", "payment.provider.stripe.api-key"),
                stack.secret("payment-service", "payment.provider.stripe.webhook-secret"));
        for (var part : stack.names()) {
            try (Stream<String> lines = Files.lines(stack.log(part))) {
                assertThat(lines)
                        .as("the log of %s", part)
                        .noneMatch(line -> secrets.stream().anyMatch(line::contains));
            }
        }
    }
}
