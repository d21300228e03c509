package io.aman.payment.provider.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Carries stripe-java's requests over the JDK's HTTP client.
 *
 * <p>stripe-java's own uses {@code HttpURLConnection}, which sends a POST a second time by itself when a kept connection
 * breaks. If that second try is then refused, a payment that may have happened looks like one that was never sent.
 */
final class StripeHttpClient extends HttpClient {

    private final java.net.http.HttpClient http;
    private final Duration deadline;

    StripeHttpClient(Duration connectTimeout, Duration readTimeout) {
        http = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                .build();
        deadline = connectTimeout.plus(readTimeout);
    }

    /** @throws ApiConnectionException whose cause is what the JDK's client said */
    @Override
    public StripeResponse request(StripeRequest request) throws ApiConnectionException {
        var exchange = http.sendAsync(of(request), BodyHandlers.ofString());
        try {
            // The JDK's own request timeout ends with the headers; this one covers the body, too.
            return response(exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new ApiConnectionException("no answer within " + deadline, e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new ApiConnectionException("interrupted while waiting for an answer", e);
        } catch (ExecutionException e) {
            throw new ApiConnectionException(
                    "no answer", e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause()));
        }
    }

    private static HttpRequest of(StripeRequest request) {
        var content = request.content();
        var message = HttpRequest.newBuilder(URI.create(request.url().toString()))
                .method(
                        request.method().name(),
                        content == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(content.byteArrayContent()))
                .header("User-Agent", buildUserAgentString(request));
        request.headers().map().forEach((name, values) -> values.forEach(value -> message.header(name, value)));
        if (content != null) {
            message.setHeader("Content-Type", content.contentType());
        }
        return message.build();
    }

    private static StripeResponse response(HttpResponse<String> response) {
        return new StripeResponse(
                response.statusCode(), HttpHeaders.of(response.headers().map()), response.body());
    }
}
