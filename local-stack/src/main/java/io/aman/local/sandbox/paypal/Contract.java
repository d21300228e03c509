package io.aman.local.sandbox.paypal;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.aman.local.sandbox.provider.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** PayPal's OpenAPI documents as the judge of requests; read when the first request asks. */
final class Contract {

    /** A published document. */
    enum Document {
        ORDERS("checkout_orders_v2"),
        PAYMENTS("payments_payment_v2"),
        VAULT("vault_payment_tokens_v3"),
        WEBHOOKS("notifications_webhooks_v1");

        private final String file;

        Document(String file) {
            this.file = file;
        }
    }

    /** Types of token that PayPal's guides use and its documents leave out, by where the enumeration stands. */
    private static final Map<Document, String[]> MORE_TOKENS = Map.of(
            Document.ORDERS, new String[] {"token", "PAYMENT_METHOD_TOKEN"},
            Document.VAULT, new String[] {"token_id_request", "SETUP_TOKEN"});

    /** A document is more than its schemas: what stands beside them is no keyword to warn about. */
    private static final Dialect DIALECT = Dialect.builder(Dialects.getOpenApi30())
            .unknownKeywordFactory((name, _) -> new NonValidationKeyword(name))
            .build();

    private static final String SCHEMAS = "/components/schemas";

    private final Map<Document, Loaded> documents = new ConcurrentHashMap<>();

    private record Loaded(ObjectNode document, SchemaRegistry registry, String address) {
        Schema schema(String component) {
            return registry.getSchema(SchemaLocation.of(address + "#" + SCHEMAS + "/" + component));
        }
    }

    /** Refuses a body that doesn't fit, or that has fields the component knows nothing of. */
    void require(Document document, String component, ObjectNode body) {
        var loaded = documents.computeIfAbsent(document, Contract::load);
        var details = Json.array();
        loaded.schema(component).validate(body).forEach(error -> add(details, error));
        new UnknownFields(loaded.document())
                .in(body, SCHEMAS + "/" + component)
                .forEach(field -> add(details, Issue.NOT_SUPPORTED, field));
        if (!details.isEmpty()) {
            throw PayPalError.invalid(details);
        }
    }

    private static void add(ArrayNode details, Error error) {
        var field = error.getInstanceLocation().toString();
        switch (error.getKeyword()) {
            case "required" -> add(details, Issue.MISSING_REQUIRED_PARAMETER, field + "/" + error.getProperty());
            case "enum" -> add(details, Issue.INVALID_PARAMETER_VALUE, field);
            case "minLength", "maxLength" -> add(details, Issue.INVALID_STRING_LENGTH, field);
            case "minItems" -> add(details, Issue.INVALID_ARRAY_MIN_ITEMS, field);
            case "maxItems" -> add(details, Issue.INVALID_ARRAY_MAX_ITEMS, field);
            default -> add(details, Issue.INVALID_PARAMETER_SYNTAX, field);
        }
    }

    private static void add(ArrayNode details, Issue issue, String field) {
        details.addObject()
                .put("field", field)
                .put("location", "body")
                .put("issue", issue.name())
                .put("description", issue.description());
    }

    private static Loaded load(Document name) {
        var document = Json.read(text(name));
        var more = MORE_TOKENS.get(name);
        if (more != null) {
            document.withArray("%s/%s/properties/type/enum".formatted(SCHEMAS, more[0]))
                    .add(more[1]);
        }
        var address = "https://sandbox.invalid/" + name.file;
        var registry = SchemaRegistry.withDefaultDialect(
                DIALECT, builder -> builder.schemas(Map.of(address, document.toString())));
        return new Loaded(document, registry, address);
    }

    private static String text(Document document) {
        try (var file = Contract.class.getResourceAsStream(document.file + ".json")) {
            if (file == null) {
                throw new IllegalStateException(document.file + ".json is not on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
