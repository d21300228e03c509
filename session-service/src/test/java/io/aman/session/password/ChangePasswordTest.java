package io.aman.session.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.PasswordEvent.PasswordChanged;
import io.aman.events.SessionEvent;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

class ChangePasswordTest extends PasswordScenes {

    ChangePasswordTest(
            MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, Sealed sealed) {
        super(mongo, verifier, breakers, sealed);
    }

    @Test
    void aChangeEndsEverySessionAndIsTold() {
        var signedIn = signedIn();
        var other = read(login(email, PASSWORD));

        assertThat(change(signedIn, PASSWORD, CHOSEN).statusCode()).isEqualTo(204);

        for (var session : List.of(signedIn, other)) {
            assertThat(text(read(refresh(text(session, "refreshToken"))), "code"))
                    .isEqualTo("SESSION_REVOKED");
        }
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(401);
        assertThat(login(email, CHOSEN).statusCode()).isEqualTo(200);
        var userId = userId();
        await().untilAsserted(() -> {
            assertThat(EmbeddedKafka.events("sessions.v1", userId, PasswordChanged.class))
                    .singleElement()
                    .matches(told -> told.how().equals("changed")
                            && told.by().name().equals("user:" + userId)
                            && "203.0.113.7".equals(told.by().address()));
            assertThat(EmbeddedKafka.events("sessions.v1", userId, SessionEvent.AllEnded.class))
                    .singleElement()
                    .matches(told -> told.reason().equals("password-changed"));
        });
        assertThat(mongo.count(new Query(), MongoPendingChanges.COLLECTION)).isZero();
    }

    /** 53. */
    @Test
    void aChangeToOneOfTheLastFiveABreachedOneOrOnesNameIsRefusedWithTheReason() {
        var signedIn = signedIn();
        assertThat(reasons(change(signedIn, PASSWORD, PASSWORD))).containsExactly("used-before");
        var before = PASSWORD;
        for (var n = 1; n <= 4; n++) {
            var next = "giraffe number %d on a train".formatted(n);
            assertThat(change(read(login(email, before)), before, next).statusCode())
                    .isEqualTo(204);
            before = next;
        }
        BREACHES.knows("everybody has lost this one");
        var session = read(login(email, before));
        assertThat(reasons(change(session, before, PASSWORD))).containsExactly("used-before");
        assertThat(reasons(change(session, before, "everybody has lost this one")))
                .containsExactly("breached");
        assertThat(reasons(change(session, before, "my noor and a violet train")))
                .contains("own-words");
        assertThat(reasons(change(session, before, "Password1234"))).contains("common");
        assertThat(text(read(change(session, "not the present one", CHOSEN)), "code"))
                .isEqualTo("INVALID_CREDENTIALS");
        var without =
                post("/api/auth/password/change", json(Map.of("password", CHOSEN)), "Authorization", bearer(session));
        assertThat(without.statusCode()).isEqualTo(400);
        var nobody = post("/api/auth/password/change", json(Map.of("current", before, "password", CHOSEN)));
        assertThat(nobody.statusCode()).isEqualTo(401);

        assertThat(login(email, before).statusCode()).isEqualTo(200);
    }

    @Test
    void anExpiredPasswordOpensNothingButItsOwnChange() {
        register(PASSWORD);
        set("passwordChangedAt", Instant.now().minus(Duration.ofDays(90)).minusSeconds(1));

        assertThat(login(email, "wrong horse battery").statusCode()).isEqualTo(401);
        var refused = login(email, PASSWORD);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(text(read(refused), "code")).isEqualTo("PASSWORD_EXPIRED");
        assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
        var token = text(read(refused), "passwordToken");
        assertThat(send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/sessions".formatted(port)))
                                .header("Authorization", "Bearer " + token)
                                .build())
                        .statusCode())
                .isEqualTo(401);
        assertThat(refresh(token).statusCode()).isEqualTo(401);
        invalid(reset(token, CHOSEN));
        assertThat(changeExpired(text(signedInAdmin(), "token"), PASSWORD, CHOSEN)
                        .statusCode())
                .isEqualTo(401);
        assertThat(changeExpired(token, "wrong horse battery", CHOSEN).statusCode())
                .isEqualTo(401);
        assertThat(reasons(changeExpired(token, PASSWORD, PASSWORD))).containsExactly("used-before");

        assertThat(changeExpired(token, PASSWORD, CHOSEN).statusCode()).isEqualTo(204);

        assertThat(changeExpired(token, CHOSEN, OTHER).statusCode()).isEqualTo(401);
        assertThat(login(email, CHOSEN).statusCode()).isEqualTo(200);
        var userId = userId();
        await().untilAsserted(() -> assertThat(EmbeddedKafka.events("sessions.v1", userId, PasswordChanged.class))
                .singleElement()
                .matches(told -> told.how().equals("expired")));
    }

    /** 52. */
    @Test
    void aPasswordIsComparedWholeAndOneThatIsTooLongIsRefused() {
        var prefix = "giraffe train umbrella desert camel violet seven sand dunes lamp night x"; // 72 bytes
        assertThat(register(prefix + "a").statusCode()).isEqualTo(202);
        assertThat(login(email, prefix + "b").statusCode()).isEqualTo(401);
        assertThat(login(email, prefix + "a").statusCode()).isEqualTo(200);
        for (var bad : List.of("x".repeat(129), "giraffe\u0000train umbrella", "y".repeat(900_000))) {
            assertThat(register(bad).statusCode()).isEqualTo(400);
            assertThat(login(email, bad).statusCode()).isEqualTo(400);
            assertThat(post("/api/auth/password/strength", json(Map.of("password", bad)))
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    /** 52. */
    @Test
    void howLettersAreComposedMakesNoDifference() {
        var written = "w\u00F6rter f\u00FCr giraffen z\u00E4hlen";
        register(Normalizer.normalize(written, Normalizer.Form.NFD));
        assertThat(login(email, written).statusCode()).isEqualTo(200);
    }

    @Test
    void strengthIsToldWithReasonsInTheReadersLanguage() {
        var body = json(Map.of("password", "Password1234", "email", email));
        var english = post("/api/auth/password/strength", body, "Accept-Language", "en");
        var arabic = post("/api/auth/password/strength", body, "Accept-Language", "ar-KW,en;q=0.5");

        assertThat(read(english).get("score").asInt()).isLessThan(3);
        assertThat(read(english).get("acceptable").asBoolean()).isFalse();
        assertThat(read(english).at("/reasons/0/text").asString()).startsWith("It is a common word");
        assertThat(read(arabic).at("/reasons/0/text").asString()).containsPattern("\\p{IsArabic}");
        var good = read(post("/api/auth/password/strength", json(Map.of("password", CHOSEN))));
        assertThat(good.get("score").asInt()).isEqualTo(4);
        assertThat(good.get("acceptable").asBoolean()).isTrue();
    }

    @Test
    void theRulesAreData() {
        var policy = read(
                send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/auth/password/policy".formatted(port)))
                        .header("Accept-Language", "ar")
                        .build()));
        assertThat(policy.get("minLength").asInt()).isEqualTo(12);
        assertThat(policy.get("maxLength").asInt()).isEqualTo(128);
        assertThat(policy.get("history").asInt()).isEqualTo(5);
        assertThat(policy.get("maxAgeDays").asInt()).isEqualTo(90);
        assertThat(policy.get("productWords").toString()).contains("aman");
        assertThat(policy.get("reasons")).hasSize(Weakness.values().length);
    }
}
