package io.aman.payment.provider.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import io.aman.payment.provider.ProviderHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Carries stripe-java's requests over the JDK's HTTP client.
 *
 * <p>stripe-java's own uses {@code HttpURLConnection}, which sends a POST a second time by itself when a kept connection
 * breaks. If that second try is then refused, a payment that may have happened looks like one that was never sent.
 */
final class StripeHttpClient extends HttpClient {

    private final ProviderHttp http;

    StripeHttpClient(Duration connectTimeout, Duration readTimeout) {
        http = new ProviderHttp(connectTimeout, readTimeout);
    }

    /** @throws ApiConnectionException whose cause is what the JDK's client said */
    @Override
    public StripeResponse request(StripeRequest request) throws ApiConnectionException {
        try {
            return response(http.send(of(request), BodyHandlers.ofString()));
        } catch (TimeoutException e) {
            throw new ApiConnectionException("no answer within " + http.deadline(), e);
        } catch (InterruptedException e) {
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
