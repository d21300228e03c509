package io.aman.notification.target;

import io.aman.notification.target.Answer.Outcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Posts once: no redirect, no cookie, no second try, no proxy, and nothing of the answer but its status is kept. */
public final class TargetClient implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 512;
    /** It may be for now only (RFC 9110, section 15.5.14). */
    private static final int TOO_LARGE = 413;

    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_LINE = 8192;
    private static final Duration CONNECTION_KEPT = Duration.ofSeconds(30);

    private final CloseableHttpClient http;
    private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();
    private final TargetProperties properties;
    private final Targets targets;
    private final Clock clock;

    TargetClient(TargetProperties properties, CheckedResolver resolver, Targets targets, Clock clock) {
        this.properties = properties;
        this.targets = targets;
        this.clock = clock;
        this.http = client(properties, resolver);
    }

    private static CloseableHttpClient client(TargetProperties properties, CheckedResolver resolver) {
        var timeout = Timeout.of(properties.timeout());
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxHeaderCount(MOST_HEADERS)
                                .setMaxLineLength(LONGEST_LINE)
                                .build())
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                        .setSocketTimeout(timeout)
                        .setTimeToLive(TimeValue.of(CONNECTION_KEPT))
                        .build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(timeout).build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .build())
                .setUserAgent("Aman-Webhooks/1")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /**
     * Posts JSON, unless the headers name another type. Never throws for what the receiver does; returns within the
     * time-out and a moment more.
     */
    public Answer post(URI url, Map<String, String> headers, byte[] body) {
        if (targets.refusalAsWritten(url.toString()).isPresent()) { // the rules may have become stricter
            return new Answer(Outcome.ADDRESS_REFUSED, null, Duration.ZERO, Duration.ZERO);
        }
        var request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        var began = System.nanoTime();
        var attempt = attempts.submit(
                (Callable<Answer>) () -> http.execute(request, response -> answer(request, response, began)));
        try {
            return attempt.get(properties.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            request.cancel(); // closes the connection, whoever drips bytes into it
            return failed(Outcome.TIMED_OUT, began);
        } catch (ExecutionException e) {
            return failed(outcome(e), began);
        } catch (InterruptedException _) {
            request.cancel();
            Thread.currentThread().interrupt();
            return failed(Outcome.UNREACHABLE, began);
        }
    }

    private Answer answer(HttpPost request, ClassicHttpResponse response, long began) throws IOException {
        var outcome = Answer.outcome(response.getCode());
        var retryAfter = response.getFirstHeader("Retry-After");
        skip(request, response);
        return new Answer(
                outcome,
                response.getCode(),
                since(began),
                asksToWait(response.getCode(), outcome) && retryAfter != null
                        ? RetryAfter.of(retryAfter.getValue(), clock.instant())
                        : Duration.ZERO);
    }

    private static boolean asksToWait(int status, Outcome outcome) {
        return outcome == Outcome.THROTTLED || status == TOO_LARGE;
    }

    /** The status counts, whatever becomes of the rest of the answer. */
    private void skip(HttpPost request, ClassicHttpResponse response) {
        var entity = response.getEntity();
        if (entity == null) {
            return;
        }
        try {
            var content = entity.getContent();
            if (content != null
                    && content.readNBytes(properties.maxAnswerBytes() + 1).length > properties.maxAnswerBytes()) {
                request.cancel();
            }
        } catch (IOException _) {
            request.cancel();
        }
    }

    private static Outcome outcome(ExecutionException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            switch (cause) {
                case AddressRefused _ -> {
                    return Outcome.ADDRESS_REFUSED;
                }
                case SSLException _ -> {
                    return Outcome.UNTRUSTED;
                }
                case InterruptedIOException _ -> {
                    return Outcome.TIMED_OUT;
                }
                default -> {
                    // the cause behind it may say more
                }
            }
        }
        return Outcome.UNREACHABLE;
    }

    private static Answer failed(Outcome outcome, long began) {
        return new Answer(outcome, null, since(began), Duration.ZERO);
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Override
    public void close() throws IOException {
        http.close();
        attempts.shutdownNow();
    }
}
