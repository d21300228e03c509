package io.aman.bench.gateway;

import io.aman.bench.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The process of {@link Load}, from outside. */
final class Clients implements AutoCloseable {

    private final Jvm process;
    private final BufferedReader answers;
    private final PrintStream questions;

    private Clients(Jvm process) {
        this.process = process;
        this.answers = process.process().inputReader(StandardCharsets.US_ASCII);
        this.questions = new PrintStream(process.process().getOutputStream(), true, StandardCharsets.US_ASCII);
    }

    /**
     * What a run found.
     *
     * @param nanos until the last answer
     * @param p99 in microseconds
     */
    record Found(long answered, long failed, long nanos, long p50, long p99, long p999) {

        double perSecond() {
            return answered * 1e9 / nanos;
        }
    }

    static Clients with(List<String> tokens, Path folder) {
        try {
            var file = Files.write(Files.createTempFile(folder, "tokens", ".txt"), tokens);
            var clients = new Clients(Jvm.talking(List.of(
                    "-Xmx768m",
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Load.class.getName(),
                    file.toString())));
            clients.answer();
            return clients;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for so long over so many connections, and returns when the last answer has come. */
    Found ask(int port, int connections, Duration duration) {
        questions.println(port + " " + connections + " " + duration.toMillis());
        var words = answer().split(" ");
        return new Found(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]));
    }

    private String answer() {
        try {
            var line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the clients have ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProcessHandle handle() {
        return process.handle();
    }

    @Override
    public void close() {
        process.close();
    }
}
