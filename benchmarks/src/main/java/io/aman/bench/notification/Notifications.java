package io.aman.bench.notification;

import io.aman.bench.BenchStacks;
import io.aman.bench.BenchStacks.Running;
import io.aman.bench.Benchmark;
import io.aman.bench.ConstantRate;
import io.aman.bench.CpuTime;
import io.aman.bench.Jvm;
import io.aman.bench.Verdict;
import io.aman.local.stack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Payments are captured at a constant rate, and each payer has a stream open through the gateway: what counts is the time
 * from handing the event to the broker to its entry at the client. Then ten thousand streams are opened at one instance of
 * the service, and looked at in the kernel's books.
 */
public final class Notifications implements Benchmark {

    private static final List<String> PARTS = List.of("mongo", "kafka", "mail", "notification-service", "gateway");
    private static final int PROMISED_PER_SECOND = 200;
    private static final double LIMIT_MILLIS = 500;
    private static final int LIMIT_MEGABYTES = 500;
    private static final int PAYERS = 200;
    private static final int CALLERS = 32;
    private static final int OF_ONE_PERSON = 5;
    private static final Duration LATEST = Duration.ofSeconds(30);

    private final int perSecond;
    private final Duration warmUp;
    private final Duration measured;
    private final int streams;
    private final Duration held;

    public Notifications() {
        this(PROMISED_PER_SECOND, Duration.ofSeconds(60), Duration.ofSeconds(30), 10_000, Duration.ofSeconds(20));
    }

    Notifications(int perSecond, Duration warmUp, Duration measured, int streams, Duration held) {
        this.perSecond = perSecond;
        this.warmUp = warmUp;
        this.measured = measured;
        this.streams = streams;
        this.held = held;
    }

    @Override
    public String name() {
        return "notifications";
    }

    @Override
    public String about() {
        return "event to client at " + PROMISED_PER_SECOND + "/s: p99 < 500 ms; 10,000 open streams in 500 MB";
    }

    @Override
    public List<Verdict> run(BenchStacks stacks, Consumer<String> progress) {
        progress.accept("starting " + String.join(", ", PARTS));
        var running = stacks.start(PARTS);
        var happenings = stacks.closing(new Happenings(running.stack().ports().kafkaBootstrap()));
        var latency = latency(stacks, running, happenings, progress);
        progress.accept(latency.line()); // whatever becomes of what follows
        progress.accept("opening %,d streams at an instance of its own".formatted(streams));
        return List.of(latency, open(stacks, running, happenings, progress));
    }

    private static List<String> people(String kind, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "usr_%s%028x".formatted(kind, i))
                .toList();
    }

    private Verdict latency(BenchStacks stacks, Running running, Happenings happenings, Consumer<String> progress) {
        var payers = people("aaaa", PAYERS);
        var sent = payers.stream()
                .<Queue<Long>>map(_ -> new ConcurrentLinkedQueue<>())
                .toList();
        var latencies = new ConcurrentHistogram(LATEST.multipliedBy(4).toNanos(), 3);
        // entries of one payer come in the order of their events
        var clients = stacks.closing(new Listeners(number -> {
            var at = sent.get(number).poll();
            if (at != null) {
                latencies.recordValue(Math.min(System.nanoTime() - at, latencies.getHighestTrackableValue()));
            }
        }));
        payers.forEach(happenings::registered);
        clients.open(
                running.stack().gateway(),
                payers.stream().map(running.issuer()::token).toList());
        progress.accept("warming up for %d s".formatted(warmUp.toSeconds()));
        load(warmUp, payers, sent, happenings);
        latencies.reset();
        progress.accept("measuring for %d s".formatted(measured.toSeconds()));
        var cpu = CpuTime.of(PARTS, running.stack());
        var due = cpu.during(() -> load(measured, payers, sent, happenings));
        progress.accept(cpu.line());
        return latency(latencies, due, clients.ended());
    }

    /** Returns when each event has come back, or none comes any more; how many there were. */
    private long load(Duration duration, List<String> payers, List<Queue<Long>> sent, Happenings happenings) {
        var result = new ConstantRate(perSecond, CALLERS).run(duration, number -> {
            var payer = (int) (number % payers.size());
            sent.get(payer).add(System.nanoTime());
            happenings.captured(payers.get(payer));
            return true;
        });
        var deadline = System.nanoTime() + LATEST.toNanos();
        while (sent.stream().anyMatch(waiting -> !waiting.isEmpty()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        sent.forEach(Queue::clear);
        return result.due();
    }

    private Verdict latency(Histogram latencies, long due, int ended) {
        var p99 = latencies.getValueAtPercentile(99) / 1e6;
        var figures = String.format(
                Locale.ROOT,
                "%d/s to %d streams through the gateway, p50 %.1f ms, p99 %.1f ms, max %.0f ms, %d of %d told",
                perSecond,
                PAYERS,
                latencies.getValueAtPercentile(50) / 1e6,
                p99,
                latencies.getMaxValue() / 1e6,
                latencies.getTotalCount(),
                due);
        var met = p99 < LIMIT_MILLIS && latencies.getTotalCount() == due && ended == 0;
        return new Verdict("notification-latency", figures, "p99 < 500 ms at 200/s", met);
    }

    private Verdict open(BenchStacks stacks, Running running, Happenings happenings, Consumer<String> progress) {
        var instance = stacks.closing(Instance.beside(running));
        var heard = new AtomicInteger();
        var clients = stacks.closing(new Listeners(_ -> heard.incrementAndGet()));
        var people = people("bbbb", Math.max(1, streams / OF_ONE_PERSON));
        var idle = instance.residentMegabytes();
        var tokens = new ArrayList<String>();
        people.stream().map(running.issuer()::token).forEach(token -> {
            for (var i = 0; i < OF_ONE_PERSON; i++) {
                tokens.add(token);
            }
        });
        clients.open(instance.address(), tokens);
        progress.accept(
                "%,d are open; %d MB before, %d MB now".formatted(tokens.size(), idle, instance.residentMegabytes()));
        var some = people.subList(0, Math.min(100, people.size()));
        some.forEach(happenings::registered);
        some.forEach(happenings::captured);
        var told = some.size() * OF_ONE_PERSON;
        var begin = System.nanoTime();
        var most = 0L;
        while (isEarlier(begin, held) || (heard.get() < told && isEarlier(begin, LATEST))) {
            most = Math.max(most, instance.residentMegabytes());
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        var figures = String.format(
                Locale.ROOT,
                "%,d open, %d MB resident at most (%d MB before they came), %d of %d told of an entry, %d ended",
                tokens.size(),
                most,
                idle,
                heard.get(),
                told,
                clients.ended());
        var met = most < LIMIT_MEGABYTES && heard.get() == told && clients.ended() == 0;
        return new Verdict("notification-streams", figures, "10,000 in < 500 MB", met);
    }

    private static boolean isEarlier(long begin, Duration end) {
        return System.nanoTime() - begin < end.toNanos();
    }

    /** One more notification-service, with room for the streams. */
    private record Instance(Jvm process, URI address) implements AutoCloseable {

        private static final int MANAGEMENT_OFFSET = 1000;

        private static final List<String> OPTIONS = List.of(
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:MetaspaceSize=128m",
                "-Xss512k",
                "-Xmx208m");

        static Instance beside(Running running) {
            var ports = running.stack().ports();
            var port = Ports.free();
            var jar = running.root().resolve("notification-service/target/notification-service-0.1.0-SNAPSHOT.jar");
            var arguments = new ArrayList<>(OPTIONS);
            arguments.addAll(List.of("-jar", jar.toString()));
            Map.<String, Object>of(
                            "server.port", port,
                            "management.server.port", port + MANAGEMENT_OFFSET,
                            "spring.kafka.bootstrap-servers", ports.kafkaBootstrap(),
                            "spring.mongodb.uri", ports.mongoUri("notification"),
                            "spring.mail.port", ports.smtp(),
                            // their secrets are there
                            "notification.sms.twilio.from", "Aman",
                            "notification.whatsapp.twilio.from", "+14155238886",
                            "aman.security.issuer", running.issuer().issuer(),
                            "aman.security.jwks-uri", running.issuer().jwks())
                    .forEach((name, value) -> arguments.add("--" + name + "=" + value));
            var secrets = running.folder().resolve("secrets").resolve("notification-service");
            var process = Jvm.logging(
                    running.folder().resolve("log").resolve("notification-service-2.log"),
                    Map.of("AMAN_SECRETS", secrets.toString(), "MALLOC_ARENA_MAX", "2"),
                    arguments);
            process.ready(ports.http(port + MANAGEMENT_OFFSET).resolve("/actuator/health/readiness"));
            return new Instance(process, ports.http(port));
        }

        /** As the kernel counts it. */
        long residentMegabytes() {
            var status = Path.of("/proc", Long.toString(process.handle().pid()), "status");
            try (var lines = Files.lines(status)) {
                return lines.filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                        .findFirst()
                        .orElse(0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
