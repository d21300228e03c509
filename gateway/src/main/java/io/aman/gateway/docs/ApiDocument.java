package io.aman.gateway.docs;

import io.aman.gateway.docs.MergedDocument.Source;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The document of the suite: what this gateway routes of what its services document, and what it answers itself. */
final class ApiDocument {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final String COMPONENTS = "#/components/";

    private ApiDocument() {}

    /**
     * Puts it together.
     *
     * @param own the gateway's own
     * @param documents by service; one that is missing is left out, and told of
     */
    static ObjectNode of(ObjectNode own, Map<URI, ObjectNode> documents, Routed routed, URI serverUrl) {
        var sources = new ArrayList<Source>();
        sources.add(new Source("gateway", own));
        documents.forEach(
                (service, document) -> sources.add(new Source(name(document), routed(document, service, routed))));
        sources.sort((one, other) -> one.name().compareTo(other.name()));
        var merged = MergedDocument.of(sources);
        var missing = routed.services().stream()
                .filter(service -> !documents.containsKey(service))
                .map(routed::name)
                .toList();
        var document = head(own, missing, serverUrl);
        tags(merged).forEach(tag -> document.withArray("tags").addObject().put("name", tag));
        document.set("paths", merged.path("paths"));
        document.set("components", merged.path("components"));
        forgetUnused(document);
        return document;
    }

    /** {@code payment-service} is {@code payment}. */
    private static String name(ObjectNode document) {
        return document.path("info").path("title").asString("service").replace("-service", "");
    }

    private static ObjectNode routed(ObjectNode document, URI service, Routed routed) {
        var copy = document.deepCopy();
        var paths = copy.putObject("paths");
        document.path("paths").propertyStream().forEach(path -> {
            var kept = (ObjectNode) path.getValue().deepCopy();
            kept.remove(METHODS.stream()
                    .filter(method -> !routed.leadsTo(service, method.toUpperCase(Locale.ROOT), path.getKey()))
                    .toList());
            if (kept.propertyNames().stream().anyMatch(METHODS::contains)) {
                paths.set(path.getKey(), kept);
            }
        });
        return copy;
    }

    private static ObjectNode head(ObjectNode own, List<String> missing, URI serverUrl) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("openapi", "3.1.0");
        var info = ((ObjectNode) own.path("info")).deepCopy();
        if (!missing.isEmpty()) {
            var note = "Left out for now, as nobody answers for them: " + String.join("; ", missing) + ".";
            info.put("description", info.path("description").asString() + "\n\n" + note);
            missing.forEach(name -> info.withArray("x-left-out").add(name));
        }
        document.set("info", info);
        document.putArray("servers").addObject().put("url", serverUrl.toString());
        return document;
    }

    private static Set<String> tags(JsonNode merged) {
        var tags = new TreeSet<String>();
        merged.path("paths")
                .findValues("tags")
                .forEach(all -> all.valueStream().forEach(tag -> tags.add(tag.asString())));
        return tags;
    }

    /** Nothing is described that no operation leads to: not what is internal either. */
    private static void forgetUnused(ObjectNode document) {
        var used = new HashSet<String>();
        reach(document.path("paths"), document, used);
        document.path("components").propertyStream().forEach(kind -> {
            if (!kind.getKey().equals("securitySchemes")) {
                ((ObjectNode) kind.getValue())
                        .retain(kind.getValue().propertyNames().stream()
                                .filter(name -> used.contains(COMPONENTS + kind.getKey() + "/" + name))
                                .toList());
            }
        });
    }

    private static void reach(JsonNode node, JsonNode document, Set<String> used) {
        for (var reference : node.findValuesAsString("$ref")) {
            if (used.add(reference)) {
                reach(document.at(reference.substring(1)), document, used);
            }
        }
    }
}
