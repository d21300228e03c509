package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.aman.gateway.GatewayTest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service answers, as its client gets it. */
class AnswersTest extends GatewayTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int LARGEST_THAT_IS_SENT_AS_A_WHOLE = 64 * 1024;

    private final String target = "/api/payments/answer-" + requestId;

    private HttpResponse<byte[]> ask(String method) throws Exception {
        var request = signedIn(target).method(method, HttpRequest.BodyPublishers.noBody());
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange exchange, long length, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource({"1,false", "65536,false", "65537,false", "1000000,false", "1,true", "65537,true", "1000000,true"})
    void everyByteArrivesFramedOrCounted(int bytes, boolean isChunked) throws Exception {
        var body = new byte[bytes];
        new Random(7).nextBytes(body);
        PAYMENT.handle(target, exchange -> answer(exchange, isChunked ? 0 : bytes, body));

        var answer = ask("GET");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.headers().firstValueAsLong("Content-Length"))
                .isEqualTo(isChunked ? OptionalLong.empty() : OptionalLong.of(bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 304, 404, 500})
    void anAnswerWithoutABodyIsOne(int status) throws Exception {
        PAYMENT.handle(target, exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });

        for (var i = 0; i < 3; i++) { // what is left over would be taken for the next one's
            var answer = ask("GET");
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
        }
    }

    @Test
    void theLengthThatAHeadTellsIsNotWaitedFor() throws Exception {
        PAYMENT.handle(target, exchange -> {
            exchange.getResponseHeaders().set("Content-Length", "1234");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });

        assertThat(ask("HEAD").headers().firstValue("Content-Length")).contains("1234");
        assertThat(send(signedIn("/api/payments")).statusCode()).isEqualTo(200);
    }

    @Test
    void aShortAnswerThatBreaksOffIsAProblemAndNotHalfAnAnswer() throws Exception {
        PAYMENT.handle(target, exchange -> {
            exchange.getResponseHeaders().set("Cache-Control", "max-age=60");
            exchange.getResponseHeaders().set("X-Planted", "1");
            answer(exchange, 100, new byte[10]);
        });

        var answer = ask("POST");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"code\":\"UPSTREAM_UNAVAILABLE\"");
        assertThat(answer.headers().firstValue("X-Planted")).isEmpty();
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void aLongAnswerThatBreaksOffIsCutAndNeverEnds() {
        var length = 2 * LARGEST_THAT_IS_SENT_AS_A_WHOLE;
        PAYMENT.handle(target, exchange -> answer(exchange, length, new byte[LARGEST_THAT_IS_SENT_AS_A_WHOLE]));

        assertThatThrownBy(() -> ask("GET")).isInstanceOf(IOException.class);
    }

    @Test
    void whatConcernsTheServicesConnectionEndsAtTheGateway() throws Exception {
        PAYMENT.handle(target, exchange -> {
            var headers = exchange.getResponseHeaders();
            headers.set("Connection", "close, X-Hop");
            headers.set("X-Hop", "1");
            headers.set("Keep-Alive", "timeout=1");
            headers.set("Upgrade", "h2c");
            headers.set("Access-Control-Allow-Origin", "*");
            headers.set("X-End", "1");
            headers.add("Link", "<a>");
            headers.add("Link", "<b>");
            answer(exchange, 2, new byte[2]);
        });

        var headers = ask("GET").headers();
        for (var ended : new String[] {"X-Hop", "Keep-Alive", "Upgrade", "Access-Control-Allow-Origin"}) {
            assertThat(headers.firstValue(ended)).as(ended).isEmpty();
        }
        assertThat(headers.firstValue("X-End")).contains("1");
        assertThat(headers.allValues("Link")).containsExactly("<a>", "<b>");
    }

    @Test
    void theTargetMayBeAWholeAddress() throws Exception {
        var answer = sendRaw("GET http://gateway.example" + target + "?a=1 HTTP/1.1\r\nHost: gateway.example"
                + "\r\nConnection: close\r\nX-Request-Id: " + requestId + "\r\nAuthorization: " + bearer()
                + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(PAYMENT.seen(requestId).target()).isEqualTo(target + "?a=1");
    }

    /** The gateway has asked for the body itself by the time it passes it on. */
    @Test
    void whoWaitsToBeAskedForABodyIsAsked() throws Exception {
        var request = request("/api/payments/webhook/stripe")
                .expectContinue(true)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        var answer = CLIENT.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(PAYMENT.seen(requestId).body()).isEqualTo("{}");
        assertThat(PAYMENT.seen(requestId).header("Expect")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"GET,/docs,200", "POST,/docs,405", "GET,/docs/ui/none.js,404", "GET,/api/system/health,200"})
    void theGatewaysOwnPagesAreLimitedByAddressToo(String method, String page, int status) throws Exception {
        var answer = send(request(page).method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.headers().firstValue("RateLimit-Policy")).isPresent();
        if (status >= 400) {
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).contains("\"traceId\":\"");
        }
    }
}
