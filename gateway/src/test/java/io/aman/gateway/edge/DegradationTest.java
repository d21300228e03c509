package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.gateway.GatewayTest;
import io.aman.gateway.revocation.Freshness;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens while no heartbeat comes (D5); abuse case 57 as far as the gateway goes. */
class DegradationTest extends GatewayTest {

    private static final String INTROSPECTION = "/oauth2/introspect";

    @BeforeEach
    void sessionServiceSaysThatSessionsGoOn() {
        SESSION.answer(INTROSPECTION, 200, "{\"active\":true}");
    }

    @AfterEach
    void asEver() {
        SESSION.answerAsEver(INTROSPECTION);
    }

    @Test
    void afterThreeSecondsOfSilenceChangesGoOnWithSessionServicesWord() {
        clock.advance(Duration.ofSeconds(4));

        assertThat(change().statusCode()).isEqualTo(200);
        assertThat(SESSION.receivedWhole(INTROSPECTION)).isTrue();
        assertThat(management("/actuator/health/readiness")).contains("\"state\":\"ASKING\"");
        assertThat(management("/actuator/prometheus"))
                .containsPattern("aman_revocation_state\\{[^}]*state=\"asking\"[^}]*} 1")
                .containsPattern("aman_revocation_questions_total\\{answer=\"active\"[^}]*} [1-9]");
    }

    @Test
    void aSessionThatEndedUnheardOfCanChangeNothing() {
        SESSION.answer(INTROSPECTION, 200, "{\"active\":false}");
        clock.advance(Duration.ofSeconds(4));
        var answer = change();

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"SESSION_REVOKED\"");
        assertThat(PAYMENT.seen(requestId)).isNull();
    }

    @Test
    void whenSessionServiceIsGoneTooChangesAreRefusedAndReadsGoOn() {
        SESSION.answer(INTROSPECTION, 503, "");
        clock.advance(Duration.ofSeconds(4));

        assertThat(send(signedIn("/api/payments")).statusCode()).isEqualTo(200);
        assertRefused(change());
    }

    @Test
    void pastThirtySecondsEvenItsWordIsNotEnough() {
        clock.advance(Duration.ofSeconds(31));

        assertThat(send(signedIn("/api/payments")).statusCode()).isEqualTo(200);
        assertRefused(change());
        assertThat(management("/actuator/health/readiness")).contains("\"status\":\"UP\"", "\"state\":\"STALE\"");
        // who is not signed in yet can sign in
        assertThat(send(request("/api/auth/login").POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(200);

        heartbeat();
        await().until(() -> revocations.freshness() == Freshness.FRESH);
        assertThat(change().statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> change() {
        return send(signedIn("/api/payments").POST(BodyPublishers.ofString("{}")));
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"REVOCATION_STALE\"");
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    }

    private String management(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path)))
                .body();
    }
}
