package io.aman.gateway.docs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.util.StringUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Several OpenAPI documents as one. What has the same name and the same content is one thing; what has the same name and
 * another content is named after its service as well, in all of them, so that the order changes nothing. That includes what
 * only refers to something renamed.
 */
final class MergedDocument {

    /**
     * A document to merge.
     *
     * @param name a word to put before a name that another document uses for something else
     */
    record Source(String name, ObjectNode document) {}

    /** Named by whoever refers to them rather than by a reference; the first one counts. */
    private static final String SECURITY_SCHEMES = "securitySchemes";

    private final List<Source> sources;

    /** By source: the references to rename, and their new names. */
    private final Map<String, Map<String, String>> renamed = new HashMap<>();

    private MergedDocument(List<Source> sources) {
        this.sources = sources;
    }

    /** Paths and components of all of them, and nothing else. */
    static ObjectNode of(List<Source> sources) {
        var merged = new MergedDocument(sources);
        while (merged.renameClashing()) {
            // what refers to something renamed may have become another thing
        }
        return merged.together();
    }

    private boolean renameClashing() {
        var changed = false;
        for (var reference : references()) {
            var holders = sources.stream()
                    .filter(source -> !at(source, reference).isMissingNode())
                    .toList();
            var contents = holders.stream()
                    .map(source -> rewritten(source, at(source, reference)))
                    .distinct()
                    .count();
            if (contents > 1) {
                for (var source : holders) {
                    changed |= renamed.computeIfAbsent(source.name, _ -> new HashMap<>())
                                    .put(reference, prefixed(source, reference))
                            == null;
                }
            }
        }
        return changed;
    }

    /** Such as {@code #/components/schemas/Problem}. */
    private Set<String> references() {
        var references = new TreeSet<String>();
        sources.forEach(source -> components(source)
                .filter(kind -> !kind.getKey().equals(SECURITY_SCHEMES))
                .forEach(kind -> kind.getValue()
                        .propertyNames()
                        .forEach(name -> references.add("#/components/%s/%s".formatted(kind.getKey(), name)))));
        return references;
    }

    private static Stream<Map.Entry<String, JsonNode>> components(Source source) {
        return source.document.path("components").propertyStream();
    }

    private static JsonNode at(Source source, String reference) {
        return source.document.at(reference.substring(1));
    }

    private static String prefixed(Source source, String reference) {
        var name = reference.lastIndexOf('/') + 1;
        return reference.substring(0, name) + StringUtils.capitalize(source.name) + reference.substring(name);
    }

    private JsonNode rewritten(Source source, JsonNode node) {
        var copy = node.deepCopy();
        rewrite(copy, renamed.getOrDefault(source.name, Map.of()));
        return copy;
    }

    private static void rewrite(JsonNode node, Map<String, String> names) {
        if (node instanceof ObjectNode object && object.path("$ref").isString()) {
            var reference = object.path("$ref").asString();
            object.put("$ref", names.getOrDefault(reference, reference));
        }
        node.valueStream().forEach(child -> rewrite(child, names));
    }

    /** Names of operations that several documents use. */
    private Set<String> sharedOperations() {
        var seen = new HashSet<String>();
        var shared = new HashSet<String>();
        for (var source : sources) {
            var names = new HashSet<>(source.document.path("paths").findValuesAsString("operationId"));
            names.stream().filter(name -> !seen.add(name)).forEach(shared::add);
        }
        return shared;
    }

    private JsonNode paths(Source source, Set<String> sharedOperations) {
        var paths = rewritten(source, source.document.path("paths"));
        for (var operation : paths.findParents("operationId")) {
            var name = operation.path("operationId").asString();
            if (sharedOperations.contains(name)) {
                ((ObjectNode) operation).put("operationId", source.name + StringUtils.capitalize(name));
            }
        }
        return paths;
    }

    private ObjectNode together() {
        var paths = new TreeMap<String, ObjectNode>();
        var components = new TreeMap<String, Map<String, JsonNode>>();
        var shared = sharedOperations();
        for (var source : sources) {
            paths(source, shared)
                    .propertyStream()
                    .forEach(path -> paths.computeIfAbsent(path.getKey(), _ -> JsonNodeFactory.instance.objectNode())
                            .setAll((ObjectNode) path.getValue()));
            components(source)
                    .forEach(kind -> kind.getValue()
                            .propertyStream()
                            .forEach(component -> components
                                    .computeIfAbsent(kind.getKey(), _ -> new TreeMap<>())
                                    .putIfAbsent(
                                            nameOf(source, kind.getKey(), component.getKey()),
                                            rewritten(source, component.getValue()))));
        }
        var document = JsonNodeFactory.instance.objectNode();
        var allPaths = document.putObject("paths");
        paths.forEach(allPaths::set);
        var allComponents = document.putObject("components");
        components.forEach((kind, named) -> named.forEach(allComponents.putObject(kind)::set));
        return document;
    }

    private String nameOf(Source source, String kind, String name) {
        var reference = "#/components/%s/%s".formatted(kind, name);
        var now = renamed.getOrDefault(source.name, Map.of()).getOrDefault(reference, reference);
        return now.substring(now.lastIndexOf('/') + 1);
    }
}
