package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.UserEvent;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.keycloak.RunningKeycloak;
import io.aman.testing.EmbeddedKafka;
import io.aman.testing.Unindexed;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The same way with a real Keycloak, and the way by its own pages. */
@Tag("process")
@Tag(RunningKeycloak.NEEDED)
@Order(Integer.MAX_VALUE) // it starts while the others run
@TestPropertySource(
        properties = {
            "session.identity.provider=keycloak",
            "session.identity.keycloak.client.id=aman",
            "session.identity.keycloak.client.secret=" + RunningKeycloak.CLIENT_SECRET,
            "session.identity.keycloak.directory.id=aman-directory",
            "session.identity.keycloak.directory.secret=" + RunningKeycloak.DIRECTORY_SECRET,
            "session.identity.keycloak.direct-grant.enabled=true",
            "session.identity.keycloak.direct-grant.secret=" + RunningKeycloak.PASSWORD_SECRET,
            "session.identity.keycloak.connect-timeout=10s",
            "session.identity.keycloak.read-timeout=60s",
            "session.identity.keycloak.answer-within=60s",
            "session.identity.oidc.redirect-uri=https://app.example.com/api/auth/oidc/callback",
            "session.identity.oidc.returns.console=https://app.example.com/signed-in"
        })
@Unindexed(collection = "sessions", fields = "end", reason = "the few sessions of one sign-in at Keycloak")
@Unindexed(collection = "signOuts", reason = "counted by this test alone")
class KeycloakJourneyTest extends SignInJourney {

    private final IdentityProvider identity;

    KeycloakJourneyTest(
            MongoOperations mongo,
            AccessTokenVerifier verifier,
            CircuitBreakerRegistry breakers,
            Sealed sealed,
            IdentityProvider identity) {
        super(mongo, verifier, breakers, sealed);
        this.identity = identity;
    }

    @DynamicPropertySource
    static void keycloak(DynamicPropertyRegistry properties) {
        properties.add(
                "session.identity.keycloak.base-url",
                () -> RunningKeycloak.shared().baseUrl());
    }

    @BeforeEach
    void logoutsComeHere() {
        RunningKeycloak.shared().sendLogoutsTo(port);
    }

    private Browser browser() {
        return new Browser(port);
    }

    private Browser arrived() {
        register(PASSWORD);
        var browser = browser();
        browser.signInAtKeycloak(email, PASSWORD);
        return browser;
    }

    private JsonNode collected(Browser browser) {
        var response = browser.post("/api/auth/oidc/session");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return read(response);
    }

    @Test
    void whoSignsInAtKeycloaksPagesHasASessionHere(CapturedOutput output) throws Exception {
        var browser = arrived();
        assertThat(browser.place()).isEqualTo(URI.create("https://app.example.com/signed-in"));

        var signedIn = collected(browser);
        assertThat(text(signedIn.get("user"), "email")).isEqualTo(email);
        var token = verifier.verify(text(signedIn, "token"));
        assertThat(token.subject()).isEqualTo(text(signedIn.get("user"), "id"));
        assertThat(refresh(text(signedIn, "refreshToken")).statusCode()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(
                        EmbeddedKafka.events("sessions.v1", token.subject(), UserEvent.Registered.class))
                .containsExactly(new UserEvent.Registered(token.subject(), email, "Noor", "en")));
        assertThat(output.getAll())
                .doesNotContain(PASSWORD)
                .doesNotContain(RunningKeycloak.CLIENT_SECRET)
                .doesNotContain(text(signedIn, "refreshToken"));
    }

    @Test
    void theCodeInTheCookieIsGoodOnce() {
        var browser = arrived();
        var again = browser.copy();
        collected(browser);

        assertThat(refused(again.post("/api/auth/oidc/session"))).isEqualTo("SIGN_IN_REFUSED");
    }

    @Test
    void anAnswerThatAnotherBrowserGotSignsNobodyIn() {
        register(PASSWORD);
        var attacker = browser();
        var answer = attacker.answerOfKeycloak(email, PASSWORD);
        var victim = browser();

        assertThat(refused(victim.get(answer))).isEqualTo("SIGN_IN_REFUSED");
        victim.start();
        assertThat(refused(victim.get(answer))).isEqualTo("SIGN_IN_REFUSED");
        assertThat(refused(victim.post("/api/auth/oidc/session"))).isEqualTo("SIGN_IN_REFUSED");
    }

    @Test
    void aTamperedAnswerSignsNobodyIn() {
        register(PASSWORD);
        var browser = browser();
        var answer = browser.answerOfKeycloak(email, PASSWORD);

        for (var tampered : new String[] {
            answer.replaceFirst("iss=[^&]*", "iss=https%3A%2F%2Fevil.example.com"),
            answer.replaceFirst("&?iss=[^&]*", ""),
            answer.replaceFirst("state=[^&]*", "state=other"),
            answer + "&state=twice",
            answer.replaceFirst("code=[^&]*", "code=other")
        }) {
            assertThat(refused(browser.get(tampered))).as(tampered).isEqualTo("SIGN_IN_REFUSED");
        }
    }

    @Test
    void onlyConfiguredPlacesAreReturnedTo() {
        var response = browser().get("/api/auth/oidc/start?to=https://evil.example.com");
        assertThat(refused(response)).isEqualTo("SIGN_IN_REFUSED");
    }

    @Test
    void whatTheBrowserKeepsIsHostOnlyUnreadableAndSecretFromScripts() {
        var start = browser().get("/api/auth/oidc/start?to=console");
        assertThat(start.statusCode()).isEqualTo(302);
        assertThat(start.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        var cookie = start.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).startsWith("__Host-").contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax");
        assertThat(cookie).doesNotContain("Domain");
        var location = start.headers().firstValue("Location").orElseThrow();
        assertThat(location).contains("code_challenge_method=S256", "response_type=code", "nonce=", "state=");
        assertThat(location).doesNotContain("verifier", RunningKeycloak.CLIENT_SECRET);
    }

    @Test
    void aLogoutAtKeycloakEndsTheSessionHere() {
        var signedIn = collected(arrived());
        identity.endIdentitySessions(text(signedIn.get("user"), "id"));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var late = refresh(text(signedIn, "refreshToken"));
            assertThat(late.statusCode()).isEqualTo(401);
            assertThat(text(read(late), "code")).isEqualTo("SESSION_REVOKED");
        });
    }

    @Test
    void whoSignsOutHereIsSignedOutAtKeycloak() {
        var browser = arrived();
        var signedIn = collected(browser);
        assertThat(browser.isSignedInAtKeycloak()).isTrue();
        post("/api/auth/logout", "", "Authorization", bearer(signedIn));

        await().atMost(Duration.ofSeconds(30)).until(() -> !browser.isSignedInAtKeycloak());
    }

    /** What comes of the first end is heard before that of the second: they are of one person. */
    @Test
    void aSignInEndsAtKeycloakWithTheLastOfItsSessionsHere() throws Exception {
        var browser = arrived();
        var first = collected(browser);
        browser.comeBack();
        var second = collected(browser);
        assertThat(end(claim(first, "sid"), second)).isEqualTo(204);
        assertThat(refresh(text(second, "refreshToken")).statusCode()).isEqualTo(200);
        assertThat(browser.isSignedInAtKeycloak()).isTrue();

        assertThat(end(claim(second, "sid"), second)).isEqualTo(204);
        await().atMost(Duration.ofSeconds(30)).until(() -> !browser.isSignedInAtKeycloak());
    }

    private int end(String sessionId, JsonNode caller) {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/api/sessions/%s".formatted(port, sessionId)))
                .header("Authorization", bearer(caller))
                .DELETE();
        return send(request.build()).statusCode();
    }

    @Test
    void keycloakSendsTheLinkByWhichSomebodyChoosesAnotherPassword() {
        register(PASSWORD);
        var userId = identity.search(email, 1, null).items().getFirst().id();
        assertThat(identity.sendPasswordReset(userId)).isTrue();

        var mails = RunningKeycloak.shared().mailsTo(email);
        assertThat(mails).singleElement().asString().contains("/realms/aman/login-actions/action-token");
    }

    @Test
    void aPasswordIsChangedAtKeycloakAndTheOldOneOpensNothing() {
        var signedIn = collected(arrived());
        var chosen = "violet giraffe on a night train";
        var wrong = Map.of("current", "not the password", "password", chosen);
        refused(call("POST", "/api/auth/password/change", signedIn, wrong), 401, "INVALID_CREDENTIALS");

        var right = Map.of("current", PASSWORD, "password", chosen);
        assertThat(call("POST", "/api/auth/password/change", signedIn, right).statusCode())
                .isEqualTo(204);
        refused(refresh(text(signedIn, "refreshToken")), 401, "SESSION_REVOKED");
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(401);
        assertThat(login(email, chosen).statusCode()).isEqualTo(200);
    }

    @Test
    void whoSignedOutAtKeycloakBeforeCollectingGetsNoSession() {
        var browser = arrived();
        var userId = identity.search(email, 1, null).items().getFirst().id();
        var heard = signOuts();
        identity.endIdentitySessions(userId);

        await().atMost(Duration.ofSeconds(30)).until(() -> signOuts() > heard);
        assertThat(refused(browser.post("/api/auth/oidc/session"))).isEqualTo("SIGN_IN_REFUSED");
    }

    @Test
    void whoHasASecondFactorHereIsAskedForItBehindKeycloaksPages() throws Exception {
        var browser = arrived();
        var added = enrolled(collected(browser));
        browser.comeBack();
        var first = collected(browser);
        assertThat(first.get("mfaRequired").asBoolean()).isTrue();
        assertThat(first.has("token")).isFalse();

        var signedIn = done(finish(first, "totp", code(added)));
        assertThat(claim(signedIn, "acr")).isEqualTo("aal2");
        assertThat(refresh(text(signedIn, "refreshToken")).statusCode()).isEqualTo(200);
    }

    @Test
    void whoSignsOutAtKeycloakBetweenTheStepsGetsNoSession() {
        var browser = arrived();
        var who = collected(browser);
        var added = enrolled(who);
        browser.comeBack();
        var first = collected(browser);
        var heard = signOuts();
        identity.endIdentitySessions(userId(who));

        await().atMost(Duration.ofSeconds(30)).until(() -> signOuts() > heard);
        refused(finish(first, "totp", code(added)), 401, "CHALLENGE_OVER");
    }

    @Test
    void whoIsClosedAtKeycloakIsSignedOutAtTheNextRefresh() {
        var signedIn = collected(arrived());
        identity.setEnabled(text(signedIn.get("user"), "id"), false);

        assertThat(refresh(text(signedIn, "refreshToken")).statusCode()).isEqualTo(401);
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(401);
    }

    private long signOuts() {
        return mongo.getCollection("signOuts").countDocuments();
    }

    private static String refused(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        return text(read(response), "code");
    }
}
