package io.aman.local.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** YAML as JSON, which schemas and pointers are for. */
final class Yaml {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Yaml() {}

    /**
     * All documents but the empty ones.
     *
     * @throws IllegalArgumentException where it is no YAML, or says a key twice
     */
    static List<JsonNode> documents(String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(1000);
        options.setCodePointLimit(16 << 20);
        try {
            return StreamSupport.stream(
                            new org.yaml.snakeyaml.Yaml(new SafeConstructor(options))
                                    .loadAll(text)
                                    .spliterator(),
                            false)
                    .filter(Objects::nonNull)
                    .<JsonNode>map(JSON::valueToTree)
                    .toList();
        } catch (YAMLException e) {
            throw new IllegalArgumentException("not YAML: " + e.getMessage(), e);
        }
    }

    /** A file's only document. */
    static JsonNode document(Path file) {
        var all = documents(text(file));
        if (all.size() != 1) {
            throw new IllegalArgumentException("%s has %d documents".formatted(file, all.size()));
        }
        return all.getFirst();
    }

    static JsonNode json(Path file) {
        return JSON.readTree(text(file));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
