package io.aman.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A Java program of ours in a process of its own, until it is closed. */
public final class Jvm implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration READY_POLL = Duration.ofMillis(50);
    private static final Duration END_GRACE = Duration.ofSeconds(10);

    private final Process process;

    private Jvm(Process process) {
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param arguments options, main class or jar, and what it is told
     * @param log takes what it writes
     */
    public static Jvm logging(Path log, Map<String, String> environment, List<String> arguments) {
        return started(new ProcessBuilder(command(arguments)).redirectOutput(log.toFile()), environment, true);
    }

    /** Starts it, to be spoken to. */
    public static Jvm talking(List<String> arguments) {
        return started(
                new ProcessBuilder(command(arguments)).redirectError(ProcessBuilder.Redirect.INHERIT), Map.of(), false);
    }

    private static List<String> command(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return command;
    }

    private static Jvm started(ProcessBuilder builder, Map<String, String> environment, boolean isOneStream) {
        builder.environment().putAll(environment);
        try {
            return new Jvm(builder.redirectErrorStream(isOneStream).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Process process() {
        return process;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Returns when {@code address} is answered, and not by a failure. */
    public Jvm ready(URI address) {
        var deadline = System.nanoTime() + READY_LIMIT.toNanos();
        try (var http = HttpClient.newHttpClient()) {
            while (!answers(http, address)) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException(address + " does not answer; see the logs");
                }
                LockSupport.parkNanos(READY_POLL.toNanos());
            }
        }
        return this;
    }

    private static boolean answers(HttpClient http, URI address) {
        try {
            var request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() < 500;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        end(process);
    }

    /** Ends a process, by force where it does not end by itself. */
    public static void end(Process process) {
        process.destroy();
        try {
            if (process.waitFor(END_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
