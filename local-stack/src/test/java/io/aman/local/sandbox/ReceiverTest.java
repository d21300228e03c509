package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReceiverTest {

    /** The vector of standard-webhooks/standard-webhooks, libraries/javascript/src/webhook.test.ts. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long SENT = 1_614_265_330;
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final JsonMapper JSON = new JsonMapper();

    private final Sandbox sandbox =
            Sandbox.start(SandboxOptions.forTests().with(Clock.fixed(Instant.ofEpochSecond(SENT), ZoneOffset.UTC)));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        sandbox.close();
    }

    private HttpResponse<String> send(String path, String method, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String box, String timestamp, String signature, String body) throws Exception {
        return send(
                "/receiver/" + box,
                "POST",
                body,
                "webhook-id",
                ID,
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                signature);
    }

    private JsonNode listed(String box) throws Exception {
        return JSON.readTree(send("/_sandbox/receiver/" + box, "GET", "").body());
    }

    @Test
    void whatIsSignedIsToldFromWhatIsNot() throws Exception {
        send("/_sandbox/receiver/shop", "PUT", "{\"secrets\":[\"%s\"]}".formatted(SECRET));
        var now = Long.toString(SENT);

        post("shop", now, SIGNATURE, BODY);
        post("shop", now, "v1,AAAA v2,BBBB " + SIGNATURE, BODY);
        post("shop", now, "v2," + SIGNATURE.substring(3), BODY);
        post("shop", now, SIGNATURE, BODY + " ");
        post("shop", Long.toString(SENT - 301), SIGNATURE, BODY);
        post("shop", "today", SIGNATURE, BODY);
        post("shop", now, "", BODY);
        post("other", now, SIGNATURE, BODY);

        assertThat(listed("shop").valueStream().map(row -> row.path("verified").asBoolean()))
                .containsExactly(true, true, false, false, false, false, false);
        assertThat(listed("shop").get(0).path("body").asString()).isEqualTo(BODY);
        assertThat(listed("other").valueStream().map(row -> row.path("verified").asBoolean()))
                .containsExactly(false);
    }

    @Test
    void itAnswersAsItIsToldAndThenWell() throws Exception {
        send("/_sandbox/receiver/shop", "PUT", "{\"status\":429,\"retryAfter\":7,\"times\":2}");
        assertThat(post("shop", "1", "", BODY).statusCode()).isEqualTo(429);
        assertThat(post("shop", "1", "", BODY).headers().firstValue("Retry-After"))
                .contains("7");
        assertThat(post("shop", "1", "", BODY).statusCode()).isEqualTo(204);

        send("/_sandbox/receiver/shop", "PUT", "{\"status\":302,\"location\":\"/receiver/other\"}");
        assertThat(post("shop", "1", "", BODY).headers().firstValue("Location")).contains("/receiver/other");
        assertThat(listed("shop").valueStream().map(row -> row.path("status").asInt()))
                .containsExactly(429, 429, 204, 302);
        send("/_sandbox/faults", "POST", "{\"provider\":\"receiver\",\"kind\":\"status\",\"status\":500}");
        assertThat(post("shop", "1", "", BODY).statusCode()).isEqualTo(500);
    }

    @Test
    void whatItIsToldWronglyIsRefused() throws Exception {
        assertThat(send("/_sandbox/receiver/shop", "PUT", "{\"status\":99}").statusCode())
                .isEqualTo(400);
        assertThat(send("/_sandbox/receiver/shop", "PUT", "{\"secrets\":[\"whsec_\"]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("/_sandbox/receiver/Shop!", "GET", "").statusCode()).isEqualTo(404);
        assertThat(send("/receiver/shop", "GET", "").statusCode()).isEqualTo(405);
    }
}
