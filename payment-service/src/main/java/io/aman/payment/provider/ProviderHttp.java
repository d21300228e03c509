package io.aman.payment.provider;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to a provider: each request is sent once, follows no redirect, and is over within a deadline. What a failure means
 * is the adapter's to say.
 */
public final class ProviderHttp {

    private final HttpClient http;
    private final Duration deadline;

    /** @param readTimeout from the connection to the last byte of the answer */
    public ProviderHttp(Duration connectTimeout, Duration readTimeout) {
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        deadline = connectTimeout.plus(readTimeout);
    }

    /** How long a request may take in all. */
    public Duration deadline() {
        return deadline;
    }

    /**
     * @throws TimeoutException when the deadline is over
     * @throws ExecutionException with the JDK client's own exception as its cause
     */
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws TimeoutException, InterruptedException, ExecutionException {
        var exchange = http.sendAsync(request, handler);
        try {
            // The JDK's own request timeout ends with the headers; this one covers the body, too.
            return exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | InterruptedException e) {
            exchange.cancel(true);
            throw e;
        }
    }

    /**
     * The same for who answers whatever happens.
     *
     * @param understood makes the answer of what came back
     * @param unknown makes it of a reason, where the request may have arrived
     * @param neverSent makes it of a reason, where it certainly has not
     */
    public <T, A> A exchange(
            HttpRequest request,
            BodyHandler<T> handler,
            Function<HttpResponse<T>, A> understood,
            Function<String, A> unknown,
            Function<String, A> neverSent) {
        try {
            return understood.apply(send(request, handler));
        } catch (TimeoutException _) {
            return unknown.apply("no answer in time");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return unknown.apply("interrupted");
        } catch (ExecutionException e) {
            return neverConnected(e.getCause()) ? neverSent.apply("no connection") : unknown.apply("no answer");
        }
    }

    /** Whether a failure came before the first byte could leave: then nothing has happened. */
    public static boolean neverConnected(@Nullable Throwable error) {
        for (var cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }
}
