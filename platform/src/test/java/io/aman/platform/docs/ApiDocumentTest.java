package io.aman.platform.docs;

import static io.aman.platform.ShopClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.ShopClient;
import io.aman.testing.ServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServiceTest
class ApiDocumentTest {

    @Autowired
    private ConfigurableListableBeanFactory beans;

    @LocalServerPort
    private int port;

    private ShopClient client;

    @BeforeEach
    void connect() {
        client = new ShopClient(port);
    }

    private JsonNode document() {
        var answer = client.send(client.request("/v3/api-docs"));
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer);
    }

    private JsonNode operation(String method, String path) {
        var operation = document().path("paths").path(path).path(method);
        assertThat(operation.isObject()).as("%s %s", method, path).isTrue();
        return operation;
    }

    @Test
    void itSaysWhichPermissionsAndHowFreshASignInAnOperationNeeds() {
        assertThat(operation("get", "/api/shop/both").path("x-permissions").toString())
                .isEqualTo("[\"shop.view\",\"shop.audit\"]");
        assertThat(operation("get", "/api/shop/both").path("responses").has("403"))
                .isTrue();
        assertThat(operation("post", "/api/shop/close")
                        .path("x-fresh-sign-in-seconds")
                        .asInt())
                .isEqualTo(300);
    }

    @Test
    void aTokenIsNeededWhereItIsAskedForAndNowhereElse() {
        assertThat(operation("get", "/api/shop/me").path("security").toString()).isEqualTo("[{\"bearer\":[]}]");
        assertThat(operation("get", "/public/open").path("security").toString()).isEqualTo("[]");
        assertThat(operation("get", "/public/open").path("responses").has("401"))
                .isFalse();
    }

    @Test
    void anOperationUnderAKeySaysSoAndWhatItAnswers() {
        var order = operation("post", "/api/shop/orders");
        var key = order.path("parameters").path(0);

        assertThat(key.path("name").asString()).isEqualTo("Idempotency-Key");
        assertThat(key.path("required").asBoolean()).isTrue();
        assertThat(order.path("parameters")).hasSize(1);
        assertThat(names(order.path("responses"))).contains("201", "202", "400", "401", "403", "409", "422", "429");
        assertThat(order.path("responses")
                        .path("201")
                        .path("content")
                        .path("application/json")
                        .path("schema")
                        .path("$ref")
                        .asString())
                .isEqualTo("#/components/schemas/ShopReceipt");
        assertThat(order.path("responses")
                        .path("409")
                        .path("content")
                        .path("application/problem+json")
                        .path("schema")
                        .path("$ref")
                        .asString())
                .isEqualTo("#/components/schemas/Problem");
    }

    @Test
    void whatIsSentIsClosedAndWhatIsAnsweredMayGrow() {
        var schemas = document().path("components").path("schemas");

        assertThat(schemas.path("ShopOrder").path("additionalProperties").isBoolean())
                .isTrue();
        assertThat(schemas.path("ShopOrder").path("additionalProperties").asBoolean())
                .isFalse();
        assertThat(schemas.path("ShopReceipt").has("additionalProperties")).isFalse();
    }

    @Test
    void whatIsNotNullableIsRequired() {
        var receipt = document().path("components").path("schemas").path("ShopReceipt");

        assertThat(receipt.path("required").valueStream().map(JsonNode::asString))
                .containsExactly("id", "total");
        assertThat(names(receipt.path("properties"))).containsExactlyInAnyOrder("id", "total", "note");
    }

    @Test
    void nothingInternalIsTold() {
        assertThat(names(document().path("paths")))
                .isNotEmpty()
                .noneMatch(path -> path.startsWith("/internal") || path.startsWith("/actuator"));
    }

    @Test
    void onlyTheDocumentIsOpen() {
        assertThat(client.send(client.request("/v3/api-docs.yaml")).statusCode())
                .isEqualTo(401);
        assertThat(client.send(client.request("/v3/api-docs/swagger-config")).statusCode())
                .isEqualTo(401);
    }

    /** The library that writes the document would teach the service to read YAML. */
    @Test
    void nobodySendsYaml() {
        var answer = client.send(client.as("usr_1", "/api/shop/orders", "shop.order")
                .header("Idempotency-Key", ShopClient.newKey())
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString("item: tea\ncount: 1\n")));

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void nothingOfItIsMadeBeforeItIsAskedFor() {
        var theirs = List.of(beans.getBeanDefinitionNames()).stream()
                .filter(name -> String.valueOf(beans.getType(name)).contains("springdoc"))
                .toList();

        assertThat(theirs)
                .isNotEmpty()
                .allMatch(name -> beans.getBeanDefinition(name).isLazyInit());
    }

    private static Set<String> names(JsonNode node) {
        return Set.copyOf(node.propertyNames());
    }
}
