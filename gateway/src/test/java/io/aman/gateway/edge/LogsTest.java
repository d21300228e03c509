package io.aman.gateway.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.aman.gateway.GatewayTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.json.JsonMapper;

/** What an attacker writes into names and headers stays text; abuse case 51. */
@ExtendWith(OutputCaptureExtension.class)
class LogsTest extends GatewayTest {

    private static final String HOSTILE = "a%0d%0aSet-Cookie:%20b=c%1b%5b31m%24%7bjndi:ldap:/x%7d";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nSet-Cookie: b=c\r\nlevel: ERROR",
                "\u001b[31mred\u001b]0;title\u0007",
                "${jndi:ldap://127.0.0.1/x}",
                "a\"}\n{\"log.level\":\"ERROR\"",
                "\u0000\u0085\u2028\u202e"
            })
    void whatIsLoggedIsOneLineOfJson(String hostile) throws Exception {
        var context = new LoggerContext();
        context.putObject(Environment.class.getName(), new MockEnvironment());
        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.start();
        var event = new LoggingEvent(
                "", context.getLogger("x"), Level.WARN, "{} failed", new IOException(hostile), new Object[] {hostile});
        event.setMDCPropertyMap(Map.of());
        var line = new String(encoder.encode(event), UTF_8);

        assertThat(line.strip()).doesNotContain("\n", "\r", "\u001b", "\u0000");
        assertThat(new JsonMapper().readTree(line).get("message").asString()).isEqualTo(hostile + " failed");
    }

    /** Nobody needs to be signed in for it, so that it fails for want of the service alone. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/notifications/unsubscribe", "/api/notifications/unsubscribe/undo"})
    void theTokenOfALinkToUnsubscribeIsInNoLog(String path, CapturedOutput logs) {
        var answer = send(request(path + "?t=planted-token").POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(logs.getAll()).contains("POST " + path).doesNotContain("planted-token");
    }

    @Test
    void aHostilePathIsLoggedAsItCameAndAddsNoHeader(CapturedOutput logs) {
        var answer = send(signedIn("/api/notifications/" + HOSTILE));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(logs.getAll()).contains("GET /api/notifications/" + HOSTILE).doesNotContain("\u001b", "${jndi");
    }

    @Test
    void aHostileHeaderReachesTheServiceAsOneHeader() throws IOException {
        assertThat(withUserAgent("${jndi:ldap://x} %0d%0aX-Injected: 1")).startsWith("HTTP/1.1 200");
        assertThat(PAYMENT.seen(requestId).header("User-agent")).isEqualTo("${jndi:ldap://x} %0d%0aX-Injected: 1");
        assertThat(PAYMENT.seen(requestId).header("X-injected")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[31m", "a\u0000b", "a\u0007b", "a\u007fb"})
    void aHeaderWithControlCharactersReachesNobody(String userAgent) throws IOException {
        assertThat(withUserAgent(userAgent)).startsWith("HTTP/1.1 400").contains("\"code\":\"MALFORMED_REQUEST\"");
        assertThat(PAYMENT.seen(requestId)).isNull();
    }

    private String withUserAgent(String userAgent) throws IOException {
        return sendRaw("GET /api/payments HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + requestId + "\r\nAuthorization: "
                + bearer() + "\r\nUser-Agent: " + userAgent + "\r\nConnection: close\r\n\r\n");
    }
}
