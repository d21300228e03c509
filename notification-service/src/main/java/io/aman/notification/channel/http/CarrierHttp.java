package io.aman.notification.channel.http;

import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Outcome.Unavailable;
import io.aman.notification.delivery.Outcome.Unknown;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request once, follows no redirect, and is over within a deadline. Whoever was never connected has sent nothing;
 * after that an answer that stays away may have been a yes.
 */
public final class CarrierHttp implements AutoCloseable {

    private final String channel;
    private final HttpClient http;
    private final Duration deadline;

    /**
     * @param channel what reasons begin with, such as {@code sms}
     * @param readTimeout from the connection to the last byte of the answer
     */
    public CarrierHttp(String channel, Duration connectTimeout, Duration readTimeout) {
        this.channel = channel;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.deadline = connectTimeout.plus(readTimeout);
    }

    /** @param understood says what an answer means, whatever its status */
    public Outcome send(HttpRequest request, Function<HttpResponse<String>, Outcome> understood) {
        // The JDK's own time-out ends with the headers; this one covers the body, too.
        var exchange = http.sendAsync(request, BodyHandlers.ofString());
        try {
            return understood.apply(exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            exchange.cancel(true);
            return new Unknown(channel + "-no-answer");
        } catch (InterruptedException _) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            return new Unknown(channel + "-interrupted");
        } catch (ExecutionException e) {
            return neverConnected(e) ? new Unavailable(channel + "-unreachable") : new Unknown(channel + "-no-answer");
        }
    }

    private static boolean neverConnected(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnknownHostException
                    || cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        http.close();
    }
}
