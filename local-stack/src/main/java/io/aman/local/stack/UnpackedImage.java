package io.aman.local.stack;

import io.aman.local.tool.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An image as jib leaves it in {@code target/jib-image.tar}, with its layers laid over one another in a folder.
 *
 * @param root the image's {@code /}
 * @see <a href="https://github.com/moby/docker-image-spec/blob/main/v1.2.md">Docker image specification 1.2, "combined
 *     image"</a>
 */
record UnpackedImage(Path root, JsonNode configuration) {

    private static final JsonMapper JSON = new JsonMapper();

    /** @param folder empty; the image's files come below it, with the times that they have in the image */
    static UnpackedImage of(Path archive, Path folder, Tool tar) throws IOException {
        var root = Files.createDirectories(folder.resolve("root"));
        var parts = Files.createDirectories(folder.resolve("parts"));
        unpack(tar, archive, parts);
        var manifest = JSON.readTree(parts.resolve("manifest.json")).path(0);
        for (var layer : manifest.path("Layers")) {
            unpack(tar, parts.resolve(layer.asString("")), root);
        }
        var configuration = parts.resolve(manifest.path("Config").asString(""));
        return new UnpackedImage(root, JSON.readTree(configuration).path("config"));
    }

    private static void unpack(Tool tar, Path archive, Path folder) {
        var result = tar.run(folder, "--no-same-owner", "-xf", archive.toString());
        if (!result.isGood()) {
            throw new StackFailure.Unknown("%s can't be unpacked: %s"
                    .formatted(archive, result.output().strip()));
        }
    }

    /**
     * What the image starts, started from here: its own Java, its own class path.
     *
     * @param options for the JVM, before the image's own; those of the image that name an AOT cache are left out
     */
    List<String> command(List<String> options) {
        var command = new ArrayList<String>();
        for (var word : configuration
                .path("Entrypoint")
                .valueStream()
                .map(JsonNode::asString)
                .toList()) {
            if (command.isEmpty()) {
                command.add(java().toString());
                command.addAll(options);
            } else if (word.startsWith("@/")) {
                command.add(argument(word.substring(1)));
            } else if (!word.startsWith("-XX:AOTCache=")) {
                command.add(word);
            }
        }
        return command;
    }

    private Path java() {
        var home = configuration
                .path("Env")
                .valueStream()
                .map(JsonNode::asString)
                .filter(variable -> variable.startsWith("JAVA_HOME="))
                .map(variable -> variable.substring("JAVA_HOME=".length()))
                .findFirst();
        return home.map(this::at)
                .map(folder -> folder.resolve("bin/java"))
                .filter(Files::isExecutable)
                .orElseThrow(() -> new StackFailure.Unknown(
                        "no JAVA_HOME of the image has a bin/java that this machine can execute"));
    }

    /** One word from a file in the image: a class path or a class. */
    private String argument(String file) {
        try {
            return Arrays.stream(Files.readString(at(file)).strip().split(":", -1))
                    .map(path -> path.startsWith("/") ? at(path).toString() : path)
                    .collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a path of the image is here. */
    Path at(String path) {
        return root.resolve(path.substring(1));
    }
}
