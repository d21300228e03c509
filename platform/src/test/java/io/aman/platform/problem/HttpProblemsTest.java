package io.aman.platform.problem;

import static io.aman.platform.ShopClient.code;
import static io.aman.platform.ShopClient.json;
import static io.aman.platform.ShopClient.newKey;
import static io.aman.platform.ShopClient.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.ShopClient;
import io.aman.platform.ShopController;
import io.aman.testing.ServiceTest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class HttpProblemsTest {

    @LocalServerPort
    private int port;

    private ShopClient client;

    @BeforeEach
    void connect() {
        client = new ShopClient(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "7",
                "{\"item\":\"tea\"}",
                "{\"item\":\"tea\",\"count\":null}",
                "{\"item\":\"tea\",\"count\":\"planted-secret-4242424242424242\"}",
                "{\"item\":\"tea\",\"count\":1.5}",
                "{\"item\":\"tea\",\"count\":\"1\"}",
                "{\"item\":\"tea\",\"count\":99999999999}",
                "{\"item\":\"tea\",\"count\":1,\"planted-secret-4242424242424242\":1}",
                "{\"item\":{\"$gt\":\"\"},\"count\":1}",
                "{\"item\":\"tea\",\"count\":1} {}"
            })
    void whatIsNoJsonOfTheExpectedShapeIsRefusedAndNotQuoted(String body) {
        var response = client.send(client.order(newKey(), body));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(code(response)).isEqualTo("MALFORMED_JSON");
        assertThat(response.body()).doesNotContain(ShopController.PLANTED);
    }

    @Test
    void aBrokenRuleNamesTheFieldAndNotItsValue() {
        var response = client.send(client.order(newKey(), "{\"item\":\" \",\"count\":-42424242}"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(code(response)).isEqualTo("INVALID_REQUEST");
        assertThat(json(response)
                        .get("errors")
                        .valueStream()
                        .map(error -> error.get("field").asString()))
                .containsExactlyInAnyOrder("item", "count");
        assertThat(response.body()).doesNotContain("42424242");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/shop/page?limit=planted-secret-4242424242424242", "/api/shop/page"})
    void aParameterThatIsMissingOrOfAnotherKindIsInvalid(String path) {
        var response = client.send(client.as("usr_1", path));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(code(response)).isEqualTo("INVALID_REQUEST");
        assertThat(json(response).path("detail").asString("")).doesNotContain(ShopController.PLANTED);
    }

    @Test
    void anUnknownPathIsNotFound() {
        var response = client.send(client.as("usr_1", "/api/shop/nowhere"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(code(response)).isEqualTo("NOT_FOUND");
        assertThat(json(response).has("detail")).isFalse();
    }

    @Test
    void anotherMethodIsNotAllowed() {
        var response = client.send(client.as("usr_1", "/api/shop/me").DELETE());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(code(response)).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(response.headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void anotherMediaTypeIsUnsupported() {
        var request = client.as("usr_1", "/api/shop/orders", "shop.order")
                .header("Idempotency-Key", newKey())
                .header("Content-Type", "application/xml")
                .POST(BodyPublishers.ofString("<order/>"));

        var response = client.send(request);

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(code(response)).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void anAnswerThatTheClientDoesNotTakeIsNotAcceptable() {
        var response = client.send(client.as("usr_1", "/api/shop/me").header("Accept", "application/pdf"));

        assertThat(response.statusCode()).isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bug", "checked", "error"})
    void whatNobodyExpectedLeaksNothing(String path) {
        var response = client.send(client.as("usr_1", "/api/shop/" + path));

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(code(response)).isEqualTo("INTERNAL_ERROR");
        leaksNothing(response);
    }

    @Test
    void aDatabaseThatIsAwayIsNobodysFault() {
        var response = client.send(client.as("usr_1", "/api/shop/away"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(code(response)).isEqualTo("STORAGE_UNAVAILABLE");
        leaksNothing(response);
    }

    @Test
    void aBodyThatIsTooDeepIsRefused() {
        assertThat(client.send(deep()).statusCode()).isEqualTo(400);
    }

    private HttpRequest.Builder deep() {
        return post(client.as("usr_1", "/api/shop/orders", "shop.order"), "[".repeat(100_000))
                .header("Idempotency-Key", newKey());
    }

    private static void leaksNothing(HttpResponse<String> response) {
        assertThat(response.body())
                .doesNotContain(ShopController.PLANTED)
                .doesNotContain("Exception")
                .doesNotContain("io.aman");
    }
}
