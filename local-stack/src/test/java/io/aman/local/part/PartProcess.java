package io.aman.local.part;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A part in a JVM of its own, as the supervisor runs it. Closing kills it. */
public final class PartProcess implements AutoCloseable {
    private static final long START_SECONDS = 60;

    private final Process process;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch readyOrDead = new CountDownLatch(1);

    private PartProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::readOutput);
    }

    /** Starts {@code main} with this JVM's class path; doesn't wait. */
    public static PartProcess launch(Class<?> main, Object... arguments) throws IOException {
        return launch(List.of("-Xmx192m"), main, arguments);
    }

    public static PartProcess launch(List<String> jvmArguments, Class<?> main, Object... arguments) throws IOException {
        return launch(jvmArguments, Map.of(), main, arguments);
    }

    public static PartProcess launch(
            List<String> jvmArguments, Map<String, String> environment, Class<?> main, Object... arguments)
            throws IOException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var command = new ArrayList<>(List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", absoluteClassPath(), main.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new PartProcess(builder.start());
    }

    /** Starts {@code main} and waits for its READY line. */
    public static PartProcess start(Class<?> main, Object... arguments) throws IOException, InterruptedException {
        return launch(main, arguments).awaitReady();
    }

    public PartProcess awaitReady() throws InterruptedException {
        if (!readyOrDead.await(START_SECONDS, TimeUnit.SECONDS) || !isReady()) {
            close();
            throw new AssertionError("not ready: " + output());
        }
        return this;
    }

    /** {@code kill -9}, and gone when the call returns. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; the exit code, or an error after {@code seconds}. */
    public int stop(long seconds) throws InterruptedException {
        process.destroy();
        return awaitExit(seconds);
    }

    public int awaitExit(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            close();
            throw new AssertionError("still running after " + seconds + " s: " + output());
        }
        readyOrDead.await();
        return process.exitValue();
    }

    /** What the process has printed, stdout and stderr together. */
    public List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void readOutput() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.startsWith("READY ")) {
                    readyOrDead.countDown();
                }
            }
        } catch (IOException _) {
            // the process is gone
        } finally {
            readyOrDead.countDown();
        }
    }

    private boolean isReady() {
        return output().stream().anyMatch(line -> line.startsWith("READY "));
    }

    private static String absoluteClassPath() {
        return String.join(
                File.pathSeparator,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> new File(entry).getAbsolutePath())
                        .toList());
    }
}
