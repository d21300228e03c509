package io.aman.platform.security;

import static io.aman.platform.ShopClient.code;
import static io.aman.platform.ShopClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.ShopClient;
import io.aman.testing.ServiceTest;
import io.aman.testing.TestTokens;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class ServletSecurityTest {

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    private ShopClient client;

    @BeforeEach
    void connect() {
        client = new ShopClient(port);
    }

    @Test
    void withoutATokenEveryPathIsClosedAndSaysHowToOpenIt() {
        var response = client.send(client.request("/api/shop/me"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(code(response)).isEqualTo("SESSION_INVALID");
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    }

    @Test
    void aPathThatDoesNotExistLooksNoDifferentWithoutAToken() {
        assertThat(client.send(client.request("/api/shop/nowhere")).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer", "Bearer ", "Bearer x", "Bearer x y", "bearer x", "Basic dXNlcjpwYXNz", "Bearer a.b.c"})
    void whatIsNoBearerTokenIsRefused(String header) {
        var response = client.send(client.request("/api/shop/me").header("Authorization", header));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(code(response)).isEqualTo("SESSION_INVALID");
    }

    @Test
    void anExpiredTokenTellsTheClientToRefresh() {
        var response = client.send(client.request("/api/shop/me").header("Authorization", "Bearer " + expired()));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(code(response)).isEqualTo("TOKEN_EXPIRED");
    }

    @Test
    void aControllerLearnsWhoCallsAndFromWhere() {
        var caller = json(client.send(
                client.as("usr_1", "/api/shop/me", "shop.view").header(ClientAddress.HEADER, "203.0.113.7")));

        assertThat(caller.get("userId").asString()).isEqualTo("usr_1");
        assertThat(caller.get("sessionId").asString()).isEqualTo("ses_of_usr_1");
        assertThat(caller.get("permissions").get(0).asString()).isEqualTo("shop.view");
        assertThat(caller.get("address").asString()).isEqualTo("203.0.113.7");
    }

    @Test
    void withoutTheGatewayThePeerIsTheClient() {
        var caller = json(client.send(client.as("usr_1", "/api/shop/me")));

        assertThat(caller.get("address").asString()).isEqualTo("127.0.0.1");
    }

    @Test
    void everyPermissionOfAHandlerIsNeeded() {
        assertThat(both("shop.view", "shop.audit").statusCode()).isEqualTo(200);
        assertThat(both("shop.view").statusCode()).isEqualTo(403);
        assertThat(both("shop.audit").statusCode()).isEqualTo(403);
        assertThat(code(both())).isEqualTo("PERMISSION_MISSING");
    }

    @Test
    void allStandsForEveryPermission() {
        assertThat(both("ALL").statusCode()).isEqualTo(200);
    }

    static Stream<Object> whatIsNoAll() {
        return Stream.of(
                "ALL",
                "shop.view shop.audit",
                Map.of("ALL", true),
                List.of("all"),
                List.of("All"),
                List.of("ALL "),
                List.of(" ALL"),
                List.of("ALL,shop.view"),
                List.of("*"),
                List.of("shop.*"),
                List.of(List.of("ALL")),
                List.of("shop.viewer", "shop.audit"),
                List.of("SHOP.VIEW", "SHOP.AUDIT"),
                List.of("shop.view shop.audit"));
    }

    @ParameterizedTest
    @MethodSource("whatIsNoAll")
    void onlyExactNamesInAnArrayGrantAnything(Object permissions) {
        var token = TestTokens.token("usr_1").claim("permissions", permissions).sign();

        var response = client.send(client.request("/api/shop/both").header("Authorization", "Bearer " + token));

        assertThat(response.statusCode()).isEqualTo(403);
    }

    @Test
    void aPublicPathNeedsNoTokenAndLooksAtNone() {
        assertThat(client.send(client.request("/public/open")).body()).isEqualTo("open");
        var withOld = client.request("/public/open").header("Authorization", "Bearer " + expired());
        assertThat(client.send(withOld).statusCode()).isEqualTo(200);
        var withForeign = client.request("/public/open").header("Authorization", "Basic dXNlcjpwYXNz");
        assertThat(client.send(withForeign).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/public/../api/shop/me",
                "/public/%2e%2e/api/shop/me",
                "/public;/../api/shop/me",
                "//api/shop/me",
                "/api//shop/me",
                "/API/shop/me",
                "/api/shop/me/",
                "/actuator/../api/shop/me"
            })
    void noSpellingOfAPathOpensIt(String path) {
        assertThat(client.send(client.request(path)).statusCode()).isIn(400, 401);
    }

    @Test
    void anAnswerThatComesLaterIsStillTheCallers() {
        assertThat(client.send(client.as("usr_1", "/api/shop/later")).body()).isEqualTo("later");
    }

    @Test
    void nothingIsRememberedBetweenRequests() {
        var first = client.send(client.as("usr_1", "/api/shop/me"));

        assertThat(first.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(client.send(client.request("/api/shop/me")).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/readiness", "/actuator/health/liveness", "/actuator/prometheus"})
    void theActuatorAnswersOnItsOwnPortWithoutAToken(String path) {
        var actuator = new ShopClient(managementPort);

        assertThat(actuator.send(actuator.request(path)).statusCode()).isEqualTo(200);
        assertThat(client.send(client.request(path)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "beans", "configprops", "heapdump", "loggers", "shutdown"})
    void theActuatorTellsNoMoreThanHealthAndMetrics(String endpoint) {
        var actuator = new ShopClient(managementPort);

        assertThat(actuator.send(actuator.request("/actuator/" + endpoint)).statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> both(String... permissions) {
        return client.send(client.as("usr_1", "/api/shop/both", permissions));
    }

    private static String expired() {
        return TestTokens.token("usr_1")
                .issuedAt(Instant.EPOCH.plus(Duration.ofDays(1)))
                .sign();
    }
}
