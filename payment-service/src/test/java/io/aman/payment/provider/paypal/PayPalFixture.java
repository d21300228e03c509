package io.aman.payment.provider.paypal;

import io.aman.local.sandbox.Sandbox;
import io.aman.platform.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An account at the sandbox, and whoever plays its payer, its owner and PayPal's clerks. */
public final class PayPalFixture {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private PayPalFixture() {}

    static PayPalProperties properties(URI baseUrl, Sandbox sandbox, Duration timeout) {
        var keys = sandbox.paypal().keys();
        return properties(
                baseUrl,
                keys.clientId(),
                keys.clientSecret(),
                keys.webhookId(),
                keys.certificates().authorityPem(),
                timeout);
    }

    static PayPalProperties properties(
            URI baseUrl, String clientId, String secret, String webhookId, String trusted, Duration timeout) {
        return new PayPalProperties(
                baseUrl,
                Secret.of(clientId),
                Secret.of(secret),
                webhookId,
                trusted,
                List.of("api.paypal.com", "api.sandbox.paypal.com"),
                timeout,
                timeout,
                Duration.ofHours(73),
                Duration.ofMinutes(5),
                DataSize.ofKilobytes(256));
    }

    /** @param path such as {@code orders/<id>/approve} */
    public static JsonNode command(Sandbox sandbox, String path, String body) {
        var request = HttpRequest.newBuilder(sandbox.baseUrl().resolve("/_sandbox/paypal/" + path))
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            var answer = HTTP.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
            }
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
