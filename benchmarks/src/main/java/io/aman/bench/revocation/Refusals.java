package io.aman.bench.revocation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Ends one session at one gateway while every gateway is asked for something by its token, over and over. */
final class Refusals implements AutoCloseable {

    /** What is never refused within this time counts as this time, and the target is missed. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Duration BETWEEN = Duration.ofMillis(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final List<URI> gateways;

    Refusals(List<URI> gateways) {
        this.gateways = gateways;
    }

    /**
     * Ends the session of {@code token}.
     *
     * @return for each gateway the nanoseconds from the acknowledgement to its first refusal; 0 where that came earlier
     */
    List<Long> end(String token) {
        var polling = new CountDownLatch(gateways.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var refused = gateways.stream()
                    .map(gateway -> threads.submit((Callable<Long>) () -> firstRefusal(gateway, token, polling)))
                    .toList();
            if (!polling.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("a gateway does not let a live session through");
            }
            logOut(token);
            var acknowledged = System.nanoTime();
            return refused.stream()
                    .map(at -> Math.clamp(result(at) - acknowledged, 0, LIMIT.toNanos()))
                    .toList();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** A gateway on a busy machine may miss heartbeats and refuse changes for a moment: then nothing was ended. */
    private void logOut(String token) {
        var request = request(gateways.getFirst().resolve("/api/auth/logout"), token)
                .POST(BodyPublishers.noBody())
                .build();
        var deadline = System.nanoTime() + TIMEOUT.toNanos();
        int status;
        while ((status = status(request)) != 204) {
            if (status != 503 || System.nanoTime() > deadline) {
                throw new IllegalStateException("logout answers " + status);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private long firstRefusal(URI gateway, String token, CountDownLatch polling) {
        var request = request(gateway.resolve("/api/notifications"), token).build();
        var deadline = System.nanoTime() + LIMIT.plus(TIMEOUT).toNanos();
        var admitted = false;
        while (System.nanoTime() < deadline) {
            var status = status(request);
            if (status == 401) {
                if (!admitted) {
                    throw new IllegalStateException("refused before it ended");
                }
                return System.nanoTime();
            }
            if (status == 200 && !admitted) {
                admitted = true;
                polling.countDown();
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        return Long.MAX_VALUE / 2;
    }

    private static HttpRequest.Builder request(URI target, String token) {
        return HttpRequest.newBuilder(target).timeout(TIMEOUT).header("Authorization", "Bearer " + token);
    }

    private int status(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static long result(Future<Long> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
