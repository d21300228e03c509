package io.aman.bench.revocation;

import com.sun.net.httpserver.HttpServer;
import io.aman.bench.BenchStacks;
import io.aman.bench.BenchStacks.Running;
import io.aman.bench.Benchmark;
import io.aman.bench.CpuTime;
import io.aman.bench.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * People sign in, and their sessions are ended by a logout through one of three gateways, one after the other. What
 * counts is the time from that answer, 204, to the first request with the session's token that each gateway refuses:
 * the write, the outbox, the broker and the gateway's view lie before it or in it. Behind the gateways a server that
 * answers at once stands for what the token is used for.
 */
public final class RevocationReach implements Benchmark {

    private static final List<String> PARTS =
            List.of("mongo", "kafka", "session-service", "security-service", "gateway");
    private static final int GATEWAYS = 3;
    private static final double LIMIT_MILLIS = 100;

    private final int warmUp;
    private final int measured;

    public RevocationReach() {
        this(10, 80); // one address may try a hundred sign-ins in a quarter of an hour
    }

    RevocationReach(int warmUp, int measured) {
        this.warmUp = warmUp;
        this.measured = measured;
    }

    @Override
    public String name() {
        return "revocation";
    }

    @Override
    public String about() {
        return "from a logout to its refusal at " + GATEWAYS + " gateways: p99 < 100 ms";
    }

    @Override
    public List<Verdict> run(BenchStacks stacks, Consumer<String> progress) {
        progress.accept("starting " + String.join(", ", PARTS) + " and two more gateways");
        var running = stacks.start(PARTS);
        stacks.closing(answering(running));
        var gateways = stacks.closing(Gateways.beside(running, GATEWAYS)).ready();
        var refusals = stacks.closing(new Refusals(gateways.addresses()));

        progress.accept("signing in %d times".formatted(warmUp + measured));
        var tokens = new SignedIn(running.stack().gateway()).tokens(warmUp + measured);
        progress.accept("warming up with %d logouts".formatted(warmUp));
        tokens.subList(0, warmUp).forEach(refusals::end);
        progress.accept("measuring %d logouts".formatted(measured));
        var cpu = CpuTime.of(PARTS, running.stack());
        var latencies = cpu.during(() -> ended(refusals, tokens.subList(warmUp, tokens.size())));
        progress.accept(cpu.line());
        return List.of(verdict(latencies));
    }

    private static Histogram ended(Refusals refusals, List<String> tokens) {
        var latencies = new Histogram(Refusals.LIMIT.toNanos() * 2, 3);
        tokens.forEach(token -> refusals.end(token).forEach(latencies::recordValue));
        return latencies;
    }

    /** In notification-service's place. */
    private static AutoCloseable answering(Running running) {
        try {
            var address = new InetSocketAddress(
                    InetAddress.ofLiteral("127.0.0.1"), running.stack().ports().notification());
            var server = HttpServer.create(address, 0);
            var threads = Executors.newVirtualThreadPerTaskExecutor();
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                try (exchange) {
                    exchange.sendResponseHeaders(200, -1);
                }
            });
            server.start();
            return () -> {
                server.stop(0);
                threads.shutdownNow();
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Verdict verdict(Histogram latencies) {
        var p99 = millis(latencies, 99);
        var figures = String.format(
                Locale.ROOT,
                "%d revocations at %d gateways, p50 %.1f ms, p99 %.1f ms, max %.1f ms",
                measured,
                GATEWAYS,
                millis(latencies, 50),
                p99,
                millis(latencies, 100));
        var complete = latencies.getTotalCount() == (long) measured * GATEWAYS;
        return new Verdict("revocation", figures, "p99 < 100 ms", complete && p99 < LIMIT_MILLIS);
    }

    private static double millis(Histogram latencies, double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }
}
