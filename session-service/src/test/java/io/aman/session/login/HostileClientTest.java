package io.aman.session.login;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.security.AccessTokenVerifier;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/** What no browser sends, written to the socket byte by byte. */
class HostileClientTest extends RunningService {

    private static final String ESCAPE = "\u001b";

    HostileClientTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    /** @param headers as they are, each with its line end */
    private String raw(String body, String headers) {
        var bytes = body.getBytes(UTF_8);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            var head = "POST /api/auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n" + headers + "\r\n";
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            return "HTTP/1.1 400 hung up: " + e;
        }
    }

    private String credentials() {
        return json(Map.of("email", email, "password", PASSWORD));
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    private String storedUserAgent() {
        var user = mongo.findOne(Query.query(Criteria.where("email").is(email)), Document.class, "users");
        var own = Query.query(Criteria.where("u").is(user.getString("_id")));
        return mongo.findOne(own, Document.class, "sessions").getString("ua");
    }

    /** Case 51: taken for text, stored as text, and never printed as anything else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "${jndi:ldap://127.0.0.1:1/a}",
                "${${lower:j}ndi:${env:SESSION_TOKEN_REFRESH_KEY}}",
                "%0d%0aSet-Cookie: sid=stolen",
                "<script>alert(1)</script>",
                "{\"$where\":\"sleep(1000)\"}"
            })
    void whateverAUserAgentLooksLikeItIsText(String userAgent, CapturedOutput output) {
        register(PASSWORD);
        var answer = raw(credentials(), "User-Agent: " + userAgent + "\r\n");

        assertThat(status(answer)).as(answer).isEqualTo(200);
        assertThat(answer.toLowerCase(Locale.ROOT))
                .doesNotContain("stolen")
                .doesNotContainPattern("set-cookie: (?!__host-aman-known=kdv_)");
        assertThat(storedUserAgent()).isEqualTo(userAgent);
        assertThat(output.getAll()).doesNotContain(userAgent);
    }

    /** Case 51: control characters and folded lines are no header. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\n Set-Cookie: sid=stolen",
                "a\rSet-Cookie: sid=stolen",
                "a\nSet-Cookie: sid=stolen",
                "a" + ESCAPE + "[31mFORGED" + ESCAPE + "[0m",
                "a\0FORGED"
            })
    void aUserAgentWithControlCharactersForgesNeitherHeadersNorLinesOfTheLog(String userAgent, CapturedOutput output) {
        register(PASSWORD);
        var answer = raw(credentials(), "User-Agent: " + userAgent + "\r\n");

        assertThat(status(answer)).as(answer).isIn(200, 400);
        assertThat(answer.toLowerCase(Locale.ROOT))
                .doesNotContain("stolen")
                .doesNotContainPattern("set-cookie: (?!__host-aman-known=kdv_)");
        assertThat(output.getAll()).doesNotContain(ESCAPE + "[31m", "FORGED", "\0", "stolen");
    }

    /** Case 51: an address is checked before anything looks at it, and no log quotes it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "noor\r\n2026-11-25 ERROR FORGED@example.com",
                "noor" + ESCAPE + "[2J@example.com",
                "${jndi:ldap://127.0.0.1:1/FORGED}",
                "noor\u2028FORGED@example.com",
                "\u202Enoor@example.com"
            })
    void anAddressWithControlCharactersIsNone(String address, CapturedOutput output) {
        var questions = SECURITY.questions.size();
        var answer = raw(json(Map.of("email", address, "password", PASSWORD)), "");

        assertThat(status(answer)).as(answer).isEqualTo(400);
        assertThat(answer).doesNotContain("FORGED", ESCAPE);
        assertThat(output.getAll()).doesNotContain("FORGED", ESCAPE + "[2J");
        assertThat(SECURITY.questions).hasSize(questions);
    }

    /** Case 48. */
    @Test
    void aLongUserAgentIsCutAndWhatNoServerNeedsIsRefused() {
        register(PASSWORD);
        assertThat(status(raw(credentials(), "User-Agent: " + "a".repeat(4_000) + "\r\n")))
                .isEqualTo(200);
        assertThat(storedUserAgent()).isEqualTo("a".repeat(512));

        assertThat(status(raw(credentials(), "X-Long: " + "a".repeat(64 * 1024) + "\r\n")))
                .isIn(400, 431);
        var many = IntStream.range(0, 1_000).mapToObj(i -> "X-" + i + ": a\r\n").collect(Collectors.joining());
        assertThat(status(raw(credentials(), many))).isIn(400, 431);
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(200);
    }

    /** Case 47. */
    @Test
    void jsonThatCostsMoreToReadThanToWriteIsRefused() {
        var questions = SECURITY.questions.size();
        var deep = "{\"email\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        assertThat(status(raw(deep, ""))).isEqualTo(400);
        var wide = IntStream.range(0, 100_000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));
        assertThat(status(raw("{" + wide + "}", ""))).isEqualTo(400);
        assertThat(status(raw("{\"email\":" + "1".repeat(100_000) + ",\"password\":\"x\"}", "")))
                .isEqualTo(400);
        assertThat(SECURITY.questions).hasSize(questions);
    }

    /** Case 46: a page of another site sends neither JSON nor our tokens, and is told nothing that lets it read. */
    @Test
    void aPageOfAnotherSiteSignsNobodyInOrOut() {
        register(PASSWORD);
        for (var type : new String[] {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"}) {
            var request = request("/api/auth/login")
                    .header("Origin", "https://evil.example.com")
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString(credentials()))
                    .build();
            assertThat(send(request).statusCode()).as(type).isEqualTo(415);
        }
        var preflight = send(request("/api/auth/login")
                .header("Origin", "https://evil.example.com")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", BodyPublishers.noBody())
                .build());
        assertThat(preflight.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-allow"));

        var signedIn = read(login(email, PASSWORD));
        var byGet = send(request("/api/auth/logout")
                .header("Authorization", bearer(signedIn))
                .GET()
                .build());
        assertThat(byGet.statusCode()).isEqualTo(405);
        assertThat(refresh(text(signedIn, "refreshToken")).statusCode()).isEqualTo(200);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)));
    }
}
