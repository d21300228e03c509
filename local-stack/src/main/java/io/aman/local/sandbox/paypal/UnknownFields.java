package io.aman.local.sandbox.paypal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Finds what a schema doesn't name: PayPal's documents leave every object open, and a misspelt field would pass. */
final class UnknownFields {
    private final JsonNode document;

    UnknownFields(JsonNode document) {
        this.document = document;
    }

    /** JSON pointers of the unknown fields. */
    List<String> in(JsonNode body, String schema) {
        var found = new ArrayList<String>();
        search(body, List.of(document.at(schema)), "", found);
        return found;
    }

    private void search(JsonNode value, List<JsonNode> schemas, String pointer, List<String> found) {
        var flat = new ArrayList<JsonNode>();
        schemas.forEach(schema -> flatten(schema, flat));
        if (value.isArray()) {
            var items = flat.stream().map(schema -> schema.path("items")).toList();
            for (int i = 0; i < value.size(); i++) {
                search(value.get(i), items, pointer + "/" + i, found);
            }
        } else if (value.isObject()) {
            var known = properties(flat);
            if (known.isEmpty() || flat.stream().anyMatch(schema -> schema.has("additionalProperties"))) {
                return;
            }
            for (var field : value.properties()) {
                var inner = pointer + "/" + field.getKey();
                var schema = known.get(field.getKey());
                if (schema == null) {
                    found.add(inner);
                } else {
                    search(field.getValue(), schema, inner, found);
                }
            }
        }
    }

    private static Map<String, List<JsonNode>> properties(List<JsonNode> schemas) {
        var known = new LinkedHashMap<String, List<JsonNode>>();
        for (var schema : schemas) {
            for (var property : schema.path("properties").properties()) {
                known.computeIfAbsent(property.getKey(), _ -> new ArrayList<>()).add(property.getValue());
            }
        }
        return known;
    }

    private void flatten(JsonNode schema, List<JsonNode> flat) {
        if (schema.has("$ref")) {
            flatten(document.at(schema.path("$ref").asString().substring(1)), flat);
        }
        flat.add(schema);
        for (var composed : List.of("allOf", "anyOf", "oneOf")) {
            schema.path(composed).forEach(part -> flatten(part, flat));
        }
    }
}
