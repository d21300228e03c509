package io.aman.payment.provider.knet;

import io.aman.local.sandbox.Sandbox;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.platform.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.util.unit.DataSize;

/** A terminal at the sandbox, and a payer with a browser. */
final class KnetFixture {

    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private KnetFixture() {}

    static KnetProperties properties(URI baseUrl, URI responseUrl) {
        return properties(baseUrl, responseUrl, "100001", "Secret01", "0123456789ABCDEF");
    }

    static KnetProperties properties(URI baseUrl, Sandbox sandbox, URI responseUrl) {
        var terminal = sandbox.knet().terminal();
        return properties(baseUrl, responseUrl, terminal.id(), terminal.password(), terminal.resourceKey());
    }

    private static KnetProperties properties(URI baseUrl, URI responseUrl, String id, String password, String key) {
        return new KnetProperties(
                baseUrl,
                Secret.of(id),
                Secret.of(password),
                Secret.of(key),
                "EN",
                responseUrl,
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                DataSize.ofKilobytes(16),
                Duration.ofDays(1),
                List.of(Duration.ofMinutes(15), Duration.ofHours(24)),
                Duration.ofSeconds(30),
                Duration.ofHours(25),
                Duration.ofHours(12),
                Duration.ofDays(30));
    }

    /** Opens the page that the answer names. */
    static void open(ProviderAnswer answer) {
        var url = Objects.requireNonNull(((RequiresAction) answer).action().url());
        send(HttpRequest.newBuilder(URI.create(url)));
    }

    static void command(Sandbox sandbox, String trackId, String action, String body) {
        send(HttpRequest.newBuilder(sandbox.baseUrl().resolve("/_sandbox/knet/payments/" + trackId + "/" + action))
                .POST(BodyPublishers.ofString(body)));
    }

    private static void send(HttpRequest.Builder request) {
        try {
            var status =
                    BROWSER.send(request.build(), BodyHandlers.discarding()).statusCode();
            if (status >= 400) {
                throw new IllegalStateException("status " + status);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
