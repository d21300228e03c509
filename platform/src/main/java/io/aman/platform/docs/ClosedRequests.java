package io.aman.platform.docs;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is sent has no field that is not known; what is answered may get more, so it stays open. */
final class ClosedRequests {

    private static final String REFERENCE = "#/components/schemas/";

    private final Map<String, Schema<?>> schemas = new HashMap<>();

    private ClosedRequests(OpenAPI document) {
        if (document.getComponents().getSchemas() != null) {
            document.getComponents().getSchemas().forEach(schemas::put);
        }
    }

    static void close(OpenAPI document) {
        var closing = new ClosedRequests(document);
        var operations = document.getPaths().values().stream()
                .map(PathItem::readOperations)
                .flatMap(Collection::stream)
                .toList();
        var sent = closing.reached(operations.stream().flatMap(ClosedRequests::sent));
        sent.removeAll(closing.reached(operations.stream().flatMap(ClosedRequests::answered)));
        sent.stream()
                .map(closing.schemas::get)
                .filter(schema -> schema.getProperties() != null)
                .forEach(schema -> schema.setAdditionalProperties(false));
    }

    private static Stream<Schema<?>> sent(Operation operation) {
        return operation.getRequestBody() == null
                ? Stream.of()
                : schemas(operation.getRequestBody().getContent());
    }

    private static Stream<Schema<?>> answered(Operation operation) {
        return operation.getResponses().values().stream().flatMap(response -> schemas(response.getContent()));
    }

    private static Stream<Schema<?>> schemas(@Nullable Content content) {
        return content == null
                ? Stream.of()
                : content.values().stream().<Schema<?>>map(MediaType::getSchema).filter(Objects::nonNull);
    }

    private Set<String> reached(Stream<Schema<?>> from) {
        var reached = new HashSet<String>();
        from.forEach(schema -> reach(schema, reached));
        return reached;
    }

    private void reach(@Nullable Object value, Set<String> reached) {
        if (!(value instanceof Schema<?> schema)) {
            return;
        }
        if (schema.get$ref() != null) {
            var name = schema.get$ref().replace(REFERENCE, "");
            if (schemas.containsKey(name) && reached.add(name)) {
                reach(schemas.get(name), reached);
            }
        }
        reach(schema.getItems(), reached);
        reach(schema.getAdditionalProperties(), reached);
        Stream.of(schema.getAllOf(), schema.getOneOf(), schema.getAnyOf())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .forEach(part -> reach(part, reached));
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(property -> reach(property, reached));
        }
    }
}
