package io.aman.local.ops;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.aman.local.tool.Folders;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The strict schemas in {@code ops/schemas}: a field that they do not know is an error. */
final class Schemas {

    private static final String BASE = "https://aman.invalid/";

    /** Files are more than schemas: what stands beside them is no keyword to warn about. */
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .unknownKeywordFactory((name, _) -> new NonValidationKeyword(name))
            .build();

    private final SchemaRegistry registry;
    private final Map<String, String> byKind;

    private Schemas(Map<String, String> texts, Map<String, String> byKind) {
        this.registry = SchemaRegistry.withDefaultDialect(DIALECT, builder -> builder.schemas(texts));
        this.byKind = byKind;
    }

    /** @param folder {@code ops/schemas} of a checkout */
    static Schemas in(Path folder) {
        var texts = new HashMap<String, String>();
        var byKind = new HashMap<String, String>();
        var kubernetes = folder.resolve("kubernetes.json");
        texts.put(BASE + "kubernetes.json", Yaml.text(kubernetes));
        Yaml.json(kubernetes)
                .path("kinds")
                .properties()
                .forEach(kind -> byKind.put(
                        kind.getKey(),
                        "kubernetes.json#/$defs/" + kind.getValue().asString()));
        for (var file : Folders.list(folder.resolve("crds"), ".json")) {
            var schema = Yaml.json(file);
            var name = "crds/" + file.getFileName();
            texts.put(BASE + name, schema.toString());
            byKind.put(
                    schema.path("properties").path("apiVersion").path("const").asString("")
                            + "/"
                            + schema.path("properties")
                                    .path("kind")
                                    .path("const")
                                    .asString(""),
                    name);
        }
        texts.put(BASE + "compose.json", Yaml.text(folder.resolve("compose.json")));
        return new Schemas(texts, byKind);
    }

    /** What is wrong with an object of Kubernetes; a kind without a schema is. */
    List<String> complaints(Manifest manifest) {
        var kind = manifest.root().path("apiVersion").asString("") + "/" + manifest.kind();
        return Optional.ofNullable(byKind.get(kind))
                .map(name -> complaints(schema(name), manifest.root()))
                .orElseGet(() -> List.of("no schema for " + kind));
    }

    List<String> compose(JsonNode document) {
        return complaints(schema("compose.json"), document);
    }

    private Schema schema(String name) {
        return registry.getSchema(SchemaLocation.of(BASE + name));
    }

    private static List<String> complaints(Schema schema, JsonNode document) {
        return schema.validate(document).stream().map(Schemas::line).toList();
    }

    private static String line(Error error) {
        var isUnknown = error.getKeyword().equals("additionalProperties") && error.getProperty() != null;
        return error.getInstanceLocation() + " "
                + (isUnknown ? "has no field '%s'".formatted(error.getProperty()) : error.getMessage());
    }
}
