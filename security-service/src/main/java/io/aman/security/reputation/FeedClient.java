package io.aman.security.reputation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fetches lists from their publishers. */
final class FeedClient {

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final HttpClient http;
    private final Duration timeout;
    private final int maxBytes;

    FeedClient(Duration timeout, int maxBytes) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        this.timeout = timeout;
        this.maxBytes = maxBytes;
    }

    /** @param etag what the publisher calls this version, where it does */
    record Fetched(String text, @Nullable String etag) {}

    /**
     * @param etag of the version that is here
     * @return empty when that is still the newest
     * @throws IOException when it cannot be had, or is too large
     */
    Optional<Fetched> fetch(URI url, @Nullable String etag) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url).timeout(timeout);
        if (etag != null) {
            request.header("If-None-Match", etag);
        }
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            if (answer.statusCode() == NOT_MODIFIED) {
                return Optional.empty();
            }
            if (answer.statusCode() != OK) {
                throw new IOException("answered " + answer.statusCode());
            }
            var bytes = body.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new IOException("larger than " + maxBytes + " bytes");
            }
            return Optional.of(new Fetched(
                    new String(bytes, StandardCharsets.UTF_8),
                    answer.headers().firstValue("ETag").orElse(null)));
        }
    }
}
