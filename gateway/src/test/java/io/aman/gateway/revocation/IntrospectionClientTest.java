package io.aman.gateway.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.aman.platform.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class IntrospectionClientTest {

    private final AtomicReference<String> asked = new AtomicReference<>();
    private HttpServer server;
    private int status = 200;
    private String body = "";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/oauth2/introspect", exchange -> {
            var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.set(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + form);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void itAsksByAFormWithTheClientsOwnCredentials() {
        body = """
                {"active":true,"sub":"usr_1","sid":"ses_1","scope":"payment.view","exp":1764064800}""";

        assertThat(ask()).isTrue();
        // gateway:s3cret
        assertThat(asked).hasValue("POST Basic Z2F0ZXdheTpzM2NyZXQ= token=a.b%2Bc");
    }

    @Test
    void aTokenThatIsNotActiveIsOver() {
        body = """
                {"active":false}""";

        assertThat(ask()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "200,''",
        "200,{}",
        "200,'{\"active\":null}'",
        "200,true",
        "200,<html>",
        "204,''",
        "302,'{\"active\":true}'",
        "401,'{\"active\":true}'",
        "500,'{\"active\":true}'"
    })
    void whatIsNoClearAnswerIsNone(int answeredStatus, String answeredBody) {
        status = answeredStatus;
        body = answeredStatus == 204 ? "" : answeredBody;

        assertThat(answered().onErrorComplete().blockOptional()).isEmpty();
    }

    private Boolean ask() {
        return answered().block();
    }

    private Mono<Boolean> answered() {
        var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/oauth2/introspect");
        var properties = new IntrospectionProperties(
                List.of(uri), "gateway", Secret.of("s3cret"), Duration.ofSeconds(5), Duration.ofSeconds(1), 10);
        return new IntrospectionClient(properties, Secret.of("s3cret")).apply("a.b+c");
    }
}
