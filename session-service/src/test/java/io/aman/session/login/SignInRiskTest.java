package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.LoginEvent;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** What attack detection says of a sign-in, and what is done where it says nothing. */
class SignInRiskTest extends SecondFactorCalls {

    private static final String ELSEWHERE = "198.51.100.9";

    SignInRiskTest(
            MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, Sealed sealed) {
        super(mongo, verifier, breakers, sealed);
    }

    private HttpResponse<String> loginAt(JsonNode device, String address) {
        var body = Map.of("email", email, "password", PASSWORD, "knownDeviceToken", text(device, "knownDeviceToken"));
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/auth/login".formatted(port)))
                .header("Content-Type", "application/json")
                .header("X-Client-Address", address)
                .POST(HttpRequest.BodyPublishers.ofString(json(body)))
                .build());
    }

    private static JsonNode lastRisk() {
        return JSON.readTree(SECURITY.risks.getLast().body());
    }

    private static String accountKey() {
        return text(JSON.readTree(SECURITY.questions.getLast().body()), "accountKey");
    }

    private static <E extends LoginEvent> List<E> told(String accountKey, Class<E> type) {
        return EmbeddedKafka.events("logins.v1", accountKey, type);
    }

    @Test
    void theQuestionSaysWhoComesFromWhereAndNothingOfThePassword() {
        var who = signedIn();

        var asked = lastRisk();
        assertThat(text(asked, "purpose")).isEqualTo("LOGIN");
        assertThat(text(asked, "userId")).isEqualTo(userId(who));
        assertThat(text(asked, "accountKey")).isEqualTo(accountKey());
        assertThat(text(asked, "address")).isEqualTo("203.0.113.7");
        assertThat(asked.get("knownDevice").asBoolean()).isFalse();
        assertThat(asked.toString()).doesNotContain("noor").doesNotContain(PASSWORD);
    }

    @Test
    void nobodyIsAskedBeforeThePasswordIsRight() {
        register(PASSWORD);
        var before = SECURITY.risks.size();

        login(email, "wrong horse battery");

        assertThat(SECURITY.risks).hasSize(before);
    }

    @Test
    void aDeviceOfTheOwnersIsKnownTheNextTimeAndNamedToSecurityService() {
        var who = signedIn();
        SECURITY.questions.clear();

        assertThat(loginAt(who, ELSEWHERE).statusCode()).isEqualTo(200);

        assertThat(lastRisk().get("knownDevice").asBoolean()).isTrue();
        var deviceKey = text(JSON.readTree(SECURITY.questions.getFirst().body()), "deviceKey");
        assertThat(deviceKey).matches("[0-9a-f]{64}");
        await().untilAsserted(() -> assertThat(told(accountKey(), LoginEvent.Succeeded.class))
                .extracting(LoginEvent.Succeeded::deviceKey)
                .containsExactlyInAnyOrder(null, deviceKey));
    }

    @Test
    void aDeviceIsAStrangerOnceAllSessionsWereEnded() {
        var who = signedIn();
        call("POST", "/api/sessions/terminate-all", who, "");

        loginAt(who, "203.0.113.7");

        assertThat(lastRisk().get("knownDevice").asBoolean()).isFalse();
    }

    @Test
    void whatIsAllowedOrOnlyToldGoesOnAndSaysWhoDecided() {
        signedIn();
        SECURITY.assesses("NOTIFY");

        assertThat(login(email, PASSWORD).body()).contains("refreshToken");

        await().untilAsserted(() -> assertThat(told(accountKey(), LoginEvent.Succeeded.class))
                .extracting(LoginEvent.Succeeded::risk)
                .containsExactly("assessed", "assessed"));
    }

    @Test
    void whatIsDeniedLooksLikeAWrongPasswordAndIsToldWithItsReason() {
        signedIn();
        var wrong = login(email, "wrong horse battery");
        SECURITY.assesses("DENY");

        var denied = login(email, PASSWORD);

        assertThat(denied.statusCode()).isEqualTo(wrong.statusCode());
        assertThat(withoutTrace(denied)).isEqualTo(withoutTrace(wrong));
        assertThat(denied.headers().map().keySet())
                .isEqualTo(wrong.headers().map().keySet());
        await().untilAsserted(() -> assertThat(told(accountKey(), LoginEvent.Failed.class))
                .extracting(LoginEvent.Failed::reason)
                .containsExactlyInAnyOrder("bad-credentials", "risk"));
    }

    private static Object withoutTrace(HttpResponse<String> response) {
        return read(response).properties().stream()
                .filter(field -> !field.getKey().equals("traceId"))
                .toList();
    }

    @Test
    void aStepUpTakesTheSecondFactorAlsoAtARememberedDevice() {
        var added = enrolled(signedIn());
        var body = Map.of(
                "mfaToken",
                text(firstStep(), "mfaToken"),
                "factor",
                "totp",
                "code",
                code(added),
                "rememberDevice",
                true);
        var remembered = done(post("/api/auth/login/mfa", json(body)));
        var login = json(Map.of("email", email, "password", PASSWORD, "deviceToken", text(remembered, "deviceToken")));
        SECURITY.assesses("STEP_UP");

        var due = done(post("/api/auth/login", login));

        assertThat(due.get("mfaRequired").asBoolean()).isTrue();
        assertThat(due.get("factors").toString()).isEqualTo("[\"totp\",\"email\"]");
        SECURITY.assesses("ALLOW");
        assertThat(post("/api/auth/login", login).body()).contains("refreshToken"); // it was not used up
    }

    @Test
    void whoHasNoFactorProvesThemselvesByACodeInTheMail() throws Exception {
        var who = signedIn();
        SECURITY.assesses("STEP_UP");

        var due = firstStep();

        assertThat(due.get("factors").toString()).isEqualTo("[\"email\"]");
        done(askForCode(due, "email"));
        var signedIn = done(finish(due, "email", sent(userId(who), 1).get("code")));
        assertThat(claim(signedIn, "acr")).isEqualTo("aal1");
        assertThat(claim(signedIn, "amr")).isEqualTo("[pwd, otp]");
        await().untilAsserted(() ->
                assertThat(told(accountKey(), LoginEvent.Succeeded.class)).hasSize(2));
    }

    /** A policy demands a factor of administrators, and this one has none yet. */
    @Test
    void whoHasYetToAddADemandedFactorIsNotLockedOutByAStepUp() {
        SECURITY.assesses("STEP_UP");

        assertThat(signedInAdmin().get("factors").toString()).isEqualTo("[\"email\"]");
    }

    @Test
    void withoutAnAnswerAKnownDeviceAtItsPlaceSignsInAndTheEventSaysWhoDecided() {
        var who = signedIn();
        SECURITY.assessesNothing();

        assertThat(loginAt(who, "203.0.113.7").body()).contains("refreshToken");

        await().untilAsserted(() -> assertThat(told(accountKey(), LoginEvent.Succeeded.class))
                .extracting(LoginEvent.Succeeded::risk)
                .containsExactlyInAnyOrder("assessed", "local"));
    }

    @Test
    void withoutAnAnswerAStrangersDeviceAndAnotherPlaceTakeOneMoreProof() {
        var who = signedIn();
        SECURITY.assessesNothing();

        assertThat(firstStep().get("factors").toString()).isEqualTo("[\"email\"]");
        assertThat(done(loginAt(who, ELSEWHERE)).get("factors").toString()).isEqualTo("[\"email\"]");
    }

    @Test
    void whatDecidedIsToldThoughASecondStepLiesBetween() {
        var who = signedIn();
        SECURITY.assessesNothing();
        var due = firstStep();

        done(askForCode(due, "email"));
        done(finish(due, "email", sent(userId(who), 1).get("code")));

        await().untilAsserted(() -> assertThat(told(accountKey(), LoginEvent.Succeeded.class))
                .extracting(LoginEvent.Succeeded::risk)
                .containsExactlyInAnyOrder("assessed", "local"));
    }
}
