package io.aman.local.tool;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program of somebody else's.
 *
 * @param file where it is
 * @param launcher the words of a command that runs it; none where it is run itself
 */
public record Tool(Path file, List<String> launcher) {

    private static final long SECONDS = 60;

    /** @param output what it printed, to either stream */
    public record Result(int exit, String output) {
        public boolean isGood() {
            return exit == 0;
        }
    }

    public Tool {
        launcher = List.copyOf(launcher);
    }

    Tool(Path file) {
        this(file, List.of());
    }

    /** @param path folders as in the environment's {@code PATH} */
    public static Optional<Tool> find(String name, String path) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Tool::new);
    }

    /** The words that run it. */
    public List<String> command(List<String> arguments) {
        var command = new ArrayList<>(launcher);
        command.add(file.toAbsolutePath().toString());
        command.addAll(arguments);
        return command;
    }

    /** Runs it in that folder, for a minute at most; its output goes through a file, so that none is too long. */
    public Result run(Path folder, String... arguments) {
        var command = command(List.of(arguments));
        try {
            var output = Files.createTempFile("aman-ops", ".out");
            try {
                return new Result(exit(command, folder, output), Files.readString(output, StandardCharsets.UTF_8));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int exit(List<String> command, Path folder, Path output) throws IOException {
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.getOutputStream().close();
            if (process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return -1;
    }
}
