package io.aman.local.sandbox.knet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls response URLs over HTTP and follows no redirect, as KNET does not. */
public final class HttpMerchant implements Merchant, AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public Answer tell(URI responseUrl, String contentType, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(responseUrl)
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", contentType)
                .header("User-Agent", "aman-sandbox")
                .POST(BodyPublishers.ofString(body));
        var response = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
