package io.aman.local.stack;

import io.aman.local.tool.Folders;
import io.aman.local.tool.Tool;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Records, for each service whose image was built, an AOT cache that fits that image: by the image's own Java and over the
 * image's own files, since a cache is good for no other build of either. The next build of the image takes it along.
 *
 * @see <a href="https://openjdk.org/jeps/483">JEP 483</a>
 * @see <a href="https://openjdk.org/jeps/514">JEP 514</a>
 */
final class AotTraining {

    /** Of a Maven module: a profile of the root's pom looks for it. */
    private static final Path CACHE = Path.of("target", "aot", "app.aot");

    private static final long MINUTES = 5;

    private final Path project;
    private final Tool tar;
    private final PrintStream out;

    AotTraining(Path project, Tool tar, PrintStream out) {
        this.project = project;
        this.tar = tar;
        this.out = out;
    }

    /**
     * Trains all services; a database that is made for it is all they need to start.
     *
     * @param state an empty folder for that database, for secrets that are made up, and for logs
     * @throws StackFailure where no image was built, or one does not start
     */
    void run(Path state) {
        var built = Parts.NAMES.stream()
                .filter(name -> Files.isRegularFile(archive(name)))
                .toList();
        if (built.isEmpty()) {
            throw new StackFailure.Unknown("no image is built; docs/images.md says how");
        }
        var ports = Ports.random();
        var database = LocalStack.measured(project, state, ports, List.of("mongo"));
        database.start();
        try {
            for (var part : Parts.of(project, database.installation(), ports, new AsBuilt(), Map.of())) {
                if (built.contains(part.name())) {
                    train(part, database.installation());
                }
            }
        } finally {
            database.stop();
        }
    }

    private void train(Part service, Installation installation) {
        var folder = installation.folder().resolve("image");
        try {
            Files.createDirectories(folder);
            var begin = System.nanoTime();
            var image = UnpackedImage.of(archive(service.name()), folder, tar);
            var cache = folder.resolve("app.aot");
            var environment = service.launch().get().environment();
            var log = installation.log("train-" + service.name());
            run(
                    image.command(List.of("-XX:AOTCacheOutput=" + cache, "-Dspring.context.exit=onRefresh")),
                    environment,
                    log);
            prove(image, cache, log);
            var kept = project.resolve(service.name()).resolve(CACHE);
            Files.createDirectories(kept.getParent());
            Files.move(cache, kept, StandardCopyOption.REPLACE_EXISTING);
            out.printf(
                    "  %-22s %3d MB in %.0f s%n",
                    service.name(), Files.size(kept) >> 20, (System.nanoTime() - begin) / 1e9);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Folders.delete(folder);
        }
    }

    /** A JVM that has to use the cache and cannot ends with an error. */
    private static void prove(UnpackedImage image, Path cache, Path log) throws IOException {
        var command = new ArrayList<>(image.command(List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on")));
        command.set(command.size() - 1, "--version");
        run(command, Map.of(), log);
    }

    private static void run(List<String> command, Map<String, String> environment, Path log) throws IOException {
        Files.createDirectories(log.getParent());
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        builder.environment().remove("SPRING_PROFILES_ACTIVE"); // as the image runs elsewhere
        var process = builder.start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new StackFailure.Unknown(
                        "an image does not start to be trained: %s [%s]".formatted(LastWords.of(log, 0), log));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StackFailure.Interrupted();
        } finally {
            process.destroyForcibly();
        }
    }

    private Path archive(String name) {
        return project.resolve(name).resolve("target").resolve("jib-image.tar");
    }
}
