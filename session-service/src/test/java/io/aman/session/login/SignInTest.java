package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.LoginEvent;
import io.aman.events.SessionEvent;
import io.aman.events.UserEvent;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import tools.jackson.databind.node.ObjectNode;

/** Who may sign in, and to whom it is told. */
class SignInTest extends RunningService {

    SignInTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    /** Status and body without what names the one request. */
    private static List<Object> answer(HttpResponse<String> response) {
        var body = (ObjectNode) read(response);
        body.remove("traceId");
        return List.of(
                response.statusCode(),
                body,
                response.headers().map().keySet().stream().sorted().toList());
    }

    @Test
    void whoRegistersCanSignInAndIsKnownToEveryService() throws Exception {
        var answer = signedIn();

        assertThat(answer.get("permissions").toString())
                .isEqualTo("[\"invoice.view\",\"payment.create\",\"payment.view\"]");
        assertThat(text(answer.get("user"), "email")).isEqualTo(email);
        assertThat(answer.get("user").get("roles").toString()).isEqualTo("[\"USER\"]");
        assertThat(answer.get("user").propertyNames())
                .containsExactlyInAnyOrder("id", "email", "name", "language", "roles");
        var token = verifier.verify(text(answer, "token"));
        assertThat(token.subject()).isEqualTo(text(answer.get("user"), "id"));
        assertThat(token.permissions()).containsExactlyInAnyOrder("invoice.view", "payment.create", "payment.view");
    }

    @Test
    void theSignInIsToldToWhomItConcerns() throws Exception {
        var answer = signedIn();
        var userId = text(answer.get("user"), "id");
        var sid = claim(answer, "sid");

        await().untilAsserted(() -> {
            assertThat(EmbeddedKafka.events("sessions.v1", userId, UserEvent.Registered.class))
                    .singleElement()
                    .isEqualTo(new UserEvent.Registered(userId, email, "Noor", "en"));
            assertThat(EmbeddedKafka.events("sessions.v1", userId, SessionEvent.Started.class))
                    .singleElement()
                    .matches(started -> started.sessionId().equals(sid) && "203.0.113.7".equals(started.address()));
        });
        var accountKey = JSON.readTree(SECURITY.questions.getLast().body())
                .get("accountKey")
                .asString();
        assertThat(accountKey).matches("[0-9a-f]{64}");
        await().untilAsserted(() -> assertThat(
                        EmbeddedKafka.events("logins.v1", accountKey, LoginEvent.Succeeded.class))
                .singleElement()
                .matches(login -> login.attemptId().equals("att_remote")
                        && login.userId().equals(userId)
                        && login.sessionId().equals(sid)
                        && "a browser".equals(login.userAgent())));
    }

    @Test
    void wrongUnknownDisabledAndDeniedGetOneAnswer() {
        register(PASSWORD);
        var wrong = answer(login(email, "wrong horse battery"));
        assertThat(wrong.getFirst()).isEqualTo(401);
        assertThat(wrong.get(1).toString()).contains("INVALID_CREDENTIALS");

        assertThat(answer(login("nobody@example.com", PASSWORD))).isEqualTo(wrong);
        assertThat(answer(login(email, "short"))).isEqualTo(wrong);
        SECURITY.answers(200, StubSecurityService.DENY);
        assertThat(answer(login(email, PASSWORD))).isEqualTo(wrong);
        SECURITY.answers(200, StubSecurityService.ALLOW);
        disable();
        assertThat(answer(login(email, PASSWORD))).isEqualTo(wrong);
        assertThat(answer(login(email, "wrong horse battery"))).isEqualTo(wrong);
    }

    @Test
    void eachFailureIsToldWithItsReasonAndWithoutTheAddress() {
        register(PASSWORD);
        login(email, "wrong horse battery");
        SECURITY.answers(200, StubSecurityService.DENY);
        login(email, PASSWORD);
        var accountKey = JSON.readTree(SECURITY.questions.getLast().body())
                .get("accountKey")
                .asString();

        await().untilAsserted(() -> assertThat(EmbeddedKafka.events("logins.v1", accountKey, LoginEvent.Failed.class))
                .extracting(LoginEvent.Failed::reason)
                .containsExactlyInAnyOrder("bad-credentials", "locked"));
        assertThat(EmbeddedKafka.records("logins.v1", accountKey))
                .noneMatch(message -> new String(message.value(), StandardCharsets.UTF_8).contains("noor"));
    }

    @Test
    void aKnownAddressIsRegisteredAgainWithTheSameAnswer() {
        var first = answer(register(PASSWORD));
        assertThat(answer(register("another password entirely"))).isEqualTo(first);
        assertThat(login(email, "another password entirely").statusCode()).isEqualTo(401);

        var userId = text(read(login(email, PASSWORD)).get("user"), "id");
        await().untilAsserted(() -> assertThat(
                        EmbeddedKafka.events("sessions.v1", userId, UserEvent.RegistrationRepeated.class))
                .hasSize(1));
    }

    @Test
    void withoutSecurityServiceAFewMayStillSignIn() {
        register(PASSWORD);
        SECURITY.answers(503, "{}");
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(200);
        for (var i = 0; i < LocalLoginLimit.PER_ACCOUNT; i++) {
            assertThat(login(email, "wrong horse battery").statusCode()).isEqualTo(401);
        }
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void theAdministratorOfANewInstallationMayDoEverything() {
        var answer = read(login("admin@aman.local", "the admin's first password"));
        assertThat(answer.get("permissions").toString()).isEqualTo("[\"ALL\"]");
        assertThat(answer.get("user").get("roles").toString()).isEqualTo("[\"ADMIN\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"email\":\"noor@example.com\"}",
                "{\"email\":null,\"password\":\"correct horse battery\",\"name\":\"Noor\"}",
                "{\"email\":{\"$gt\":\"\"},\"password\":{\"$ne\":null},\"name\":\"Noor\"}",
                "{\"email\":\"noor@example.com\",\"password\":{\"$ne\":null},\"name\":\"Noor\"}",
                "{\"email\":[\"noor@example.com\"],\"password\":\"correct horse battery\",\"name\":\"Noor\"}",
                "{\"email\":\"noor\",\"password\":\"correct horse battery\",\"name\":\"Noor\"}",
                "{\"email\":\"noor@example.com\",\"password\":\"\",\"name\":\"Noor\"}",
                "{\"email\":\"noor@example.com\",\"password\":\"correct\\u0000horse battery\",\"name\":\"Noor\"}",
                "{\"email\":\"noor\\u0000@example.com\",\"password\":\"correct horse battery\",\"name\":\"Noor\"}",
                "{\"email\":\"noor@example.com\",\"password\":\"correct \\ud800 battery\",\"name\":\"Noor\"}",
                "{\"email\":\"noor@example.com\",\"password\":\"correct horse battery\",\"name\":\"Noor\",\"roles\":[\"ADMIN\"]}"
            })
    void hostileInputIsRefusedBeforeAnyQuery(String body) {
        var questions = SECURITY.questions.size();
        for (var path : List.of("/api/auth/register", "/api/auth/login")) {
            var response = post(path, body);
            assertThat(response.statusCode()).as(path).isEqualTo(400);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(response.body()).doesNotContain("horse", "noor");
        }
        assertThat(SECURITY.questions).hasSize(questions);
        assertThat(mongo.count(Query.query(Criteria.where("email").is("noor@example.com")), Document.class, "users"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\":\"noor@example.com\",\"password\":\"a\\u0000b c d e f g h\",\"name\":\"Noor\"}",
                "{\"email\":\"noor@example.com\",\"password\":\"correct horse battery\",\"name\":\" \"}",
                "{\"email\":\"noor@example.com\",\"password\":\"correct horse battery\",\"name\":\"a\\u0000b\"}",
                "{\"email\":\"noor@example.com\",\"password\":\"correct horse battery\",\"name\":\"Noor\",\"language\":\"xx\"}"
            })
    void whatNoAccountCanHaveIsNamedByField(String body) {
        var response = post("/api/auth/register", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(text(read(response), "code")).isEqualTo("INVALID_REQUEST");
        assertThat(read(response).get("errors").get(0).get("field").asString()).isIn("password", "name", "language");
    }

    @Test
    void aPasswordOfAMegabyteIsRefusedFast() {
        var megabyte = "x".repeat(1 << 20);
        assertThat(register(megabyte).statusCode()).isEqualTo(400);
        assertThat(login(email, megabyte).statusCode()).isEqualTo(400);
        assertThat(refresh(megabyte).statusCode()).isEqualTo(401);
    }

    @Test
    void nothingSecretIsPrinted(CapturedOutput output) {
        var answer = signedIn();
        login(email, "wrong horse battery");
        refresh(text(answer, "refreshToken"));
        refresh("ses_x.0.y");
        post("/api/auth/login", "{\"email\":\"x\",\"password\":\"correct horse battery\"");

        assertThat(output.getAll())
                .doesNotContain("horse battery")
                .doesNotContain(text(answer, "token"))
                .doesNotContain(text(answer, "refreshToken"))
                .doesNotContain("argon2");
    }
}
