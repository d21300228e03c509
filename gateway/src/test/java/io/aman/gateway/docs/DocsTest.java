package io.aman.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.gateway.GatewayTest;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DocsTest extends GatewayTest {

    private static final String DOCUMENT = "/docs/openapi.json";
    private static final String SERVICE = "/v3/api-docs";

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping controllers;

    private static String document(String service, String... operations) {
        var paths = List.of(operations).stream()
                .map(operation -> operation.split(" "))
                .map(words -> """
                        "%s": {"%s": {"operationId": "%s", "tags": ["%s"], "parameters":
                          [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                          "responses": {"200": {"description": "OK"}}}}""".formatted(words[1], words[0], words[0] + words[1].replaceAll("\\W", ""), service))
                .collect(Collectors.joining(","));
        return """
                {"openapi": "3.1.0", "info": {"title": "%s-service", "version": "1"},
                 "servers": [{"url": "http://10.1.2.3:8081"}], "paths": {%s},
                 "components": {"schemas": {"Forgotten": {"type": "string"}}}}""".formatted(service, paths);
    }

    @BeforeEach
    void describe() {
        PAYMENT.answer(SERVICE, 200, document("payment", "get /api/payments/{id}", "post /api/payments/webhook/{id}"));
        SESSION.answer(
                SERVICE,
                200,
                document(
                        "session",
                        "post /internal/{id}",
                        "get /api/payments/{id}/stolen",
                        "get /api/sessions/{id}",
                        "get /oauth2/introspect"));
        SECURITY.answer(SERVICE, 200, document("security", "get /api/security/{id}"));
        anew();
    }

    @AfterEach
    void asEver() {
        PAYMENT.answerAsEver(SERVICE);
        SESSION.answerAsEver(SERVICE);
        SECURITY.answerAsEver(SERVICE);
    }

    private void anew() {
        clock.advance(Duration.ofSeconds(61));
        heartbeat();
    }

    private JsonNode document() {
        var answer = send(request(DOCUMENT));
        assertThat(answer.statusCode()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    @Test
    void itHasWhatTheGatewayRoutesToEachServiceAndNothingElse() {
        assertThat(document().path("paths").propertyNames())
                .containsExactlyInAnyOrder(
                        "/api/payments/{id}",
                        "/api/payments/webhook/{id}",
                        "/api/quota",
                        "/api/security/{id}",
                        "/api/sessions/{id}",
                        "/api/system/health");
    }

    @Test
    void itNamesTheGatewayAndNoServiceAsTheServer() {
        var document = document();

        assertThat(document.path("servers")).hasSize(1);
        assertThat(document.toString()).doesNotContain("10.1.2.3");
        assertThat(document.at("/components/schemas").propertyNames()).doesNotContain("Forgotten");
    }

    @Test
    void aServiceThatIsAwayIsToldOfByWhatItServes() {
        assertThat(document().at("/info/x-left-out").size()).isEqualTo(1);
        assertThat(document().at("/info/x-left-out/0").asString().split(", "))
                .contains("notifications", "deliveries", "webhook-endpoints");
        assertThat(document().at("/info/description").asString())
                .contains("notifications")
                .doesNotContain("127.0.0.1");
    }

    @Test
    void whatAServiceSaidLastIsKeptWhileItIsAway() {
        document();
        SECURITY.answer(SERVICE, 500, "{}");
        anew();

        assertThat(document().path("paths").propertyNames()).contains("/api/security/{id}");
    }

    @Test
    void itIsMadeAnewAfterAWhileAndToldApartByItsTag() {
        var tag = send(request(DOCUMENT)).headers().firstValue("ETag").orElseThrow();
        SECURITY.answer(SERVICE, 200, document("security", "get /api/security/{id}/new"));

        assertThat(send(request(DOCUMENT).header("If-None-Match", tag)).statusCode())
                .isEqualTo(304);
        anew();
        var changed = send(request(DOCUMENT).header("If-None-Match", tag));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).isNotEqualTo(tag);
        assertThat(changed.body()).contains("/api/security/{id}/new");
    }

    @Test
    void aStockParserFindsNoFault() {
        var options = new ParseOptions();
        options.setResolve(true);

        var parsed = new OpenAPIV3Parser().readContents(send(request(DOCUMENT)).body(), null, options);

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getPaths()).hasSize(6);
    }

    /** The gateway's own document is written by hand. */
    @Test
    void theGatewaysOwnOperationsAreInIt() {
        var served = new TreeSet<String>();
        controllers
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternsCondition()
                        .getPatterns()
                        .forEach(pattern -> served.add(pattern.getPatternString())));
        served.removeIf(path -> !path.startsWith("/api/"));
        served.add("/api/quota"); // answered by a filter of its route

        assertThat(served).isNotEmpty();
        var own =
                new JsonMapper().readTree(Packaged.text(DocsConfiguration.OWN)).path("paths");
        assertThat(new TreeSet<>(own.propertyNames())).isEqualTo(served);
    }

    @Test
    void thePageLoadsNothingFromElsewhere() {
        var page = send(request("/docs"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.body()).doesNotContain("http:", "https:", "{version}", "<script>");
    }

    @ParameterizedTest
    @CsvSource({
        "/docs/page.js,text/javascript",
        "/docs/ui/swagger-ui.css,text/css",
        "/docs/ui/swagger-ui-bundle.js,text/javascript",
        "/docs/ui/favicon-32x32.png,image/png"
    })
    void whatThePageNeedsIsThere(String path, String type) {
        HttpResponse<String> file = send(request(path));

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
        assertThat(file.body()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/ui/index.html",
                "/docs/ui/swagger-initializer.js",
                "/docs/ui/swagger-ui.css.map",
                "/docs/gateway.json",
                "/docs/ui/",
                "/v3/api-docs",
                "/webjars/swagger-ui/index.html"
            })
    void nothingElseIsThere(String path) {
        assertThat(send(signedIn(path)).statusCode()).isEqualTo(404);
    }
}
