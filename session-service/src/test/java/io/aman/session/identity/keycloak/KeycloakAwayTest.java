package io.aman.session.identity.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aman.platform.Secret;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.NewUser;
import io.aman.session.identity.Password;
import io.aman.session.identity.Verification;
import io.aman.testing.EmbeddedMongo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Whatever Keycloak answers that says nothing about the password, or does not answer: never "wrong password". */
class KeycloakAwayTest {

    private static final EmailAddress NOOR = EmailAddress.of("noor@example.com");
    private static final Password PASSWORD = Password.typed(Secret.of("correct horse battery"));

    private final CountDownLatch over = new CountDownLatch(1);
    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("away"));
    private HttpServer server;
    private KeycloakRealm realm;
    private KeycloakDirectory directory;
    private String noor;
    private volatile int status;
    private volatile String body = "";

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, status, body));
        server.start();
        connect(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    private void answer(HttpExchange exchange, int given, String text) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            if (given == 0) {
                over.await();
            }
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(given, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect(URI baseUrl) {
        var properties = Directories.properties(baseUrl, Duration.ofMillis(400));
        realm = Directories.realm(properties);
        directory = Directories.at(realm, properties, mongo);
        noor = directory.idOf("subject");
        mongo.save(
                new Document("_id", noor).append("subject", properties.issuer() + "|subject"),
                MongoKnownPeople.COLLECTION);
    }

    @AfterEach
    void close() {
        over.countDown();
        realm.close();
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500|",
                "502|<html>",
                "503|{}",
                "302|",
                "200|",
                "200|{}",
                "200|<html>a captive portal</html>",
                "200|{\"access_token\":\"x\",\"token_type\":\"Bearer\"}",
                "400|",
                "400|<html>",
                "401|{\"error\":\"invalid_client\"}",
                "400|{\"error\":\"unauthorized_client\"}",
                "404|{\"error\":\"Realm does not exist\"}",
                "429|{}"
            })
    void anAnswerThatSaysNothingAboutThePasswordIsNoAnswer(int given, String text) {
        status = given;
        body = text == null ? "" : text;
        nothingIsKnown();
    }

    @Test
    void silenceIsNoAnswerAndIsNotWaitedForLong() {
        status = 0;
        nothingIsKnown();
    }

    @Test
    void nobodyThereIsNoAnswer() {
        realm.close();
        server.stop(0);
        connect(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        nothingIsKnown();
    }

    @Test
    void whatKeycloakSaysOfOurClientIsNotSaidOfThePassword() {
        var directoryToken = "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":60}";
        server.createContext("/admin", exchange -> answer(exchange, 200, "[]"));
        server.createContext("/realms/aman/protocol/openid-connect/token", exchange -> {
            var asked = exchange.getRequestHeaders().getFirst("Authorization").substring("Basic ".length());
            var isDirectory =
                    new String(Base64.getDecoder().decode(asked), StandardCharsets.UTF_8).startsWith("aman-directory");
            answer(exchange, isDirectory ? 200 : status, isDirectory ? directoryToken : body);
        });
        status = 400;
        for (var code : List.of("invalid_client", "unauthorized_client", "invalid_request", "slow_down")) {
            body = "{\"error\":\"%s\"}".formatted(code);
            assertThat(directory.verify(NOOR, PASSWORD)).as(code).isEqualTo(new Verification.Unavailable());
        }
        body = "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid user credentials\"}";
        assertThat(directory.verify(NOOR, PASSWORD)).isEqualTo(new Verification.Bad(null));
    }

    private void nothingIsKnown() {
        assertThat(directory.verify(NOOR, PASSWORD)).isEqualTo(new Verification.Unavailable());
        assertThat(directory.decoy(PASSWORD)).isEqualTo(new Verification.Unavailable());
        assertThatThrownBy(() -> directory.find(noor)).isInstanceOf(IdentityUnavailable.class);
        assertThatThrownBy(() -> directory.register(new NewUser(NOOR, PASSWORD, "Noor", "en")))
                .isInstanceOf(IdentityUnavailable.class);
        assertThatThrownBy(() -> directory.setEnabled(noor, false)).isInstanceOf(IdentityUnavailable.class);
        assertThatThrownBy(() -> directory.setRoles(noor, Set.of())).isInstanceOf(IdentityUnavailable.class);
        assertThatThrownBy(() -> directory.search(null, 10, null)).isInstanceOf(IdentityUnavailable.class);
    }
}
