package io.aman.platform.docs;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * Refusals and failures in the document, the same ones everywhere.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
final class Problems {

    private static final String NAME = "Problem";
    private static final String MEDIA_TYPE = "application/problem+json";

    private Problems() {}

    static void define(Components components) {
        components.addSchemas(NAME, schema());
    }

    static void add(Operation operation, HttpStatus status, String description) {
        add(operation, String.valueOf(status.value()), description);
    }

    /** For each status that an operation does not name. */
    static void addAnyOther(Operation operation) {
        add(operation, "default", "Any other problem; branch on its `code`.");
    }

    private static void add(Operation operation, String status, String description) {
        var problem = new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + NAME));
        operation
                .getResponses()
                .putIfAbsent(
                        status,
                        new ApiResponse()
                                .description(description)
                                .content(new Content().addMediaType(MEDIA_TYPE, problem)));
    }

    private static Schema<?> schema() {
        return object(
                        Map.of(
                                "type", new StringSchema().format("uri").description("`urn:aman:problem:…`, stable"),
                                "title", new StringSchema(),
                                "status", new IntegerSchema().format("int32"),
                                "detail", new StringSchema().description("for people; may change"),
                                "instance", new StringSchema().format("uri-reference"),
                                "code", new StringSchema().description("to branch on, such as `PAYMENT_NOT_FOUND`"),
                                "traceId", new StringSchema().description("to ask with"),
                                "errors",
                                        new ArraySchema()
                                                .items(invalid())
                                                .description("the fields that are not acceptable")),
                        List.of("type", "title", "status", "code"))
                .description("RFC 9457. Some types carry more, such as `remaining`.");
    }

    private static Schema<?> invalid() {
        return object(Map.of("field", new StringSchema(), "message", new StringSchema()), List.of("field", "message"));
    }

    private static Schema<?> object(Map<String, Schema<?>> properties, List<String> required) {
        Schema<?> schema = new ObjectSchema();
        properties.forEach(schema::addProperty);
        schema.setRequired(required);
        return schema;
    }
}
