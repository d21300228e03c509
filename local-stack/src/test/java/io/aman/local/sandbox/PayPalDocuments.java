package io.aman.local.sandbox;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.aman.local.sandbox.provider.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What PayPal publishes, unchanged: its OpenAPI documents and samples of its events. */
final class PayPalDocuments {
    private static final Map<String, String> FILES = Map.of(
            "/v2/checkout/", "checkout_orders_v2",
            "/v2/payments/", "payments_payment_v2",
            "/v3/vault/", "vault_payment_tokens_v3",
            "/v1/customer/", "customer_disputes_v1",
            "/v1/notifications/", "notifications_webhooks_v1");

    /** In the samples of disputes, where PayPal's schema doesn't require them (and refuses the empty list). */
    private static final List<String> NOT_PLAYED =
            List.of("resource.disputed_transactions.0.seller", "resource.disputed_transactions.0.items");

    private static final Map<String, ObjectNode> DOCUMENTS = new ConcurrentHashMap<>();

    private PayPalDocuments() {}

    /** What is wrong with an answer to such a call, by the document that describes it. */
    static List<String> wrongAnswer(String method, String path, PayPalAccount.Answer answer) {
        var pathOnly = path.replaceFirst("\\?.*", "");
        var file = file(pathOnly);
        var operation = operation(file, method, pathOnly);
        if (operation.isMissingNode()) {
            return List.of(file + " describes no " + method + " " + pathOnly);
        }
        var responses = operation.path("responses");
        var response = responses.path(Integer.toString(answer.status()));
        if (response.isMissingNode()) {
            return List.of("no answer " + answer.status() + " is described to " + method + " " + pathOnly);
        }
        var schema = response.path("content").path("application/json").path("schema");
        if (schema.isMissingNode()) {
            return answer.response().body().isEmpty() ? List.of() : List.of("a body where none is described");
        }
        return errors(file, schema, withoutDescriptions(answer.body()));
    }

    /** The documents bind an issue to one wording, which differs between them; clients must not depend on it. */
    private static JsonNode withoutDescriptions(ObjectNode body) {
        var bare = body.deepCopy();
        bare.path("details").forEach(detail -> ((ObjectNode) detail).remove("description"));
        return bare;
    }

    static List<String> wrongRequest(String path, String body) {
        var file = file(path);
        var schema = operation(file, "post", path).at("/requestBody/content/application~1json/schema");
        return errors(file, schema, Json.read(body));
    }

    private static List<String> errors(String file, JsonNode schema, JsonNode body) {
        var address = "https://paypal.invalid/" + file;
        var registry = SchemaRegistry.withDefaultDialect(
                Dialects.getOpenApi30(),
                builder -> builder.schemas(Map.of(
                        address,
                        document(file).toString(),
                        address + "-answer",
                        schema.toString().replace("\"#/components", "\"" + address + "#/components"))));
        return registry.getSchema(SchemaLocation.of(address + "-answer")).validate(body).stream()
                .map(Object::toString)
                .toList();
    }

    private static String file(String path) {
        return FILES.entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static JsonNode operation(String file, String method, String path) {
        return document(file).path("paths").properties().stream()
                .filter(entry -> Pattern.matches(entry.getKey().replaceAll("\\{[^}]*}", "[^/]+"), path))
                .findFirst()
                .map(entry -> entry.getValue().path(method))
                .orElseThrow();
    }

    private static ObjectNode document(String file) {
        return DOCUMENTS.computeIfAbsent(file, name -> Json.read(text("paypal/" + name + ".json")));
    }

    /** Every field of PayPal's sample is there, with the same type of value. */
    static List<String> differencesFromSample(String event) {
        var given = Json.read(event);
        var type = given.path("event_type").asString();
        var samples = Json.read(text("paypal/paypal-events.json"));
        var sample = samples.path("doc_samples").path(type);
        var expected = sample.isMissingNode() ? samples.path("synthetic").path(type) : sample;
        var found = new ArrayList<String>();
        if (expected.isMissingNode()) {
            found.add("no sample of " + type);
        }
        compare("", expected, given, found);
        found.removeIf(difference -> NOT_PLAYED.stream().anyMatch(difference::contains));
        return found;
    }

    private static void compare(String at, JsonNode expected, JsonNode given, List<String> found) {
        for (var field : expected.properties()) {
            compareOne(at + "." + field.getKey(), field.getValue(), given.path(field.getKey()), found);
        }
        for (int i = 0; i < expected.size() && expected.isArray() && !at.endsWith("links"); i++) {
            compareOne(at + "." + i, expected.get(i), given.path(i), found);
        }
    }

    private static void compareOne(String at, JsonNode expected, JsonNode given, List<String> found) {
        if (expected.getNodeType() != given.getNodeType()) {
            found.add(at + " is " + given.getNodeType());
        }
        compare(at, expected, given, found);
    }

    private static String text(String name) {
        try (var file = PayPalDocuments.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
