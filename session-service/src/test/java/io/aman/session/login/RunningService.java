package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.session.password.breach.StubBreaches;
import io.aman.testing.Unindexed;
import io.aman.testing.WithKafka;
import io.aman.testing.WithMongo;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service over HTTP, with its database, its broker, and a security-service that does as it is told. */
@Tag("slow") // real Argon2, many times
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "session.token.key-encryption-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "aman.sealing.keys=AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=",
            "session.token.refresh-key=AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
            "session.identity.embedded.admin.password=" + RunningService.ADMIN_PASSWORD,
            "session.mfa.code.pause=0s",
            "aman.risk.within=10s", // builds share their cores
            "session.security.connect-timeout=20s",
            "session.security.read-timeout=20s",
            "session.clients.gateway.secret=" + RunningService.CLIENT_SECRET
        })
@WithMongo
@WithKafka
@Unindexed(
        collection = "sessions",
        fields = {"a", "by", "end", "outbox", "x"},
        reason = "sessions of one person, or those that began when asked for; all are gone after thirty days")
@Unindexed(
        collection = "loginAttempts",
        fields = "outbox",
        reason = "among those that are kept no longer the few that are not published")
@Unindexed(collection = "roles", reason = "the few roles of an installation")
@Unindexed(collection = "signingKeys", reason = "the few keys of an installation")
@ExtendWith(OutputCaptureExtension.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
public abstract class RunningService {

    /** Shared by all tests of this JVM, as the service under test is. */
    protected static final StubSecurityService SECURITY = new StubSecurityService();

    /** Knows no password that it was not told. */
    protected static final StubBreaches BREACHES = new StubBreaches();

    protected static final String CLIENT_SECRET = "the gateway's secret, made by a machine";
    protected static final String ADMIN_PASSWORD = "the admin's first password";
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    protected static final String PASSWORD = "correct horse battery";
    protected static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    protected final String email = "noor%d@example.com".formatted(PEOPLE.incrementAndGet());

    @LocalServerPort
    protected int port;

    protected final MongoOperations mongo;
    protected final AccessTokenVerifier verifier;
    protected final CircuitBreakerRegistry breakers;

    protected RunningService(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        this.mongo = mongo;
        this.verifier = verifier;
        this.breakers = breakers;
    }

    @DynamicPropertySource
    static void security(DynamicPropertyRegistry properties) {
        properties.add("session.security.base-url", SECURITY::baseUrl);
        properties.add("session.password.breach.base-url", BREACHES::baseUrl);
    }

    @BeforeEach
    void securityAllows() {
        SECURITY.answers(200, StubSecurityService.ALLOW);
        SECURITY.assesses("ALLOW");
        breakers.circuitBreaker("security-service").reset();
        breakers.circuitBreaker("risk").reset();
    }

    protected HttpResponse<String> post(String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .header("Content-Type", "application/json")
                .header("User-Agent", "a browser")
                .header("X-Client-Address", "203.0.113.7")
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    protected HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    protected static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    protected static JsonNode read(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    protected HttpResponse<String> register(String password) {
        return post("/api/auth/register", json(Map.of("email", email, "password", password, "name", "Noor")));
    }

    protected HttpResponse<String> login(String address, String password) {
        return post("/api/auth/login", json(Map.of("email", address, "password", password)));
    }

    protected HttpResponse<String> refresh(String refreshToken) {
        return post("/api/auth/refresh", json(Map.of("refreshToken", refreshToken)));
    }

    protected JsonNode signedIn() {
        assertThat(register(PASSWORD).statusCode()).isEqualTo(202);
        var response = login(email, PASSWORD);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return read(response);
    }

    /** The record in the directory of whoever this test is about. */
    protected Query byEmail() {
        return Query.query(Criteria.where("email").is(email));
    }

    protected void disable() {
        mongo.updateFirst(byEmail(), Update.update("enabled", false), "users");
    }

    protected JsonNode signedInAdmin() {
        return read(login("admin@aman.local", ADMIN_PASSWORD));
    }

    protected static String bearer(JsonNode signedIn) {
        return "Bearer " + text(signedIn, "token");
    }

    protected static String text(JsonNode node, String field) {
        return node.get(field).asString();
    }

    protected static String claim(JsonNode signedIn, String name) throws Exception {
        return String.valueOf(JWSObject.parse(text(signedIn, "token"))
                .getPayload()
                .toJSONObject()
                .get(name));
    }
}
