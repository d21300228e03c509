package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aman.events.FactorEvent;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.testing.Chromium;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** Passkeys in a real Chromium, whose authenticator is a virtual one. */
@Tag("process")
class PasskeyBrowserTest extends PasskeyCalls {

    private static final String PAGE = "http://localhost:8080/";
    private static final String GET = "(async o => JSON.stringify(await navigator.credentials.get({publicKey:"
            + " PublicKeyCredential.parseRequestOptionsFromJSON(o)})))(%s)";

    private @Nullable Chromium running;
    private String authenticator = "";

    PasskeyBrowserTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    @BeforeEach
    void start() {
        var program = Chromium.installed();
        assumeTrue(program.isPresent(), "there is no Chromium on the path");
        running = Chromium.start(program.orElseThrow());
        var browser = running;
        browser.show(PAGE);
        browser.call("WebAuthn.enable", Map.of());
        authenticator = browser.call(
                        "WebAuthn.addVirtualAuthenticator",
                        Map.of(
                                "options",
                                Map.of(
                                        "protocol",
                                        "ctap2",
                                        "transport",
                                        "internal",
                                        "hasResidentKey",
                                        true,
                                        "hasUserVerification",
                                        true,
                                        "isUserVerified",
                                        true,
                                        "automaticPresenceSimulation",
                                        true)))
                .get("authenticatorId")
                .asString();
    }

    @AfterEach
    void close() {
        if (running != null) {
            running.close();
        }
    }

    @Test
    void aPasskeySignsInWithoutAPasswordUntilItIsRemoved() throws Exception {
        var owner = signedIn();
        var key = registered(owner);

        var signedIn = read(ok(signIn()));
        assertThat(text(signedIn.get("user"), "email")).isEqualTo(email);
        assertThat(claim(signedIn, "amr")).isEqualTo("[hwk, user, mfa]");
        assertThat(claim(signedIn, "acr")).isEqualTo("aal2");

        assertThat(call("DELETE", "/api/mfa/passkeys/" + text(key, "id"), bearer(signedIn), "")
                        .statusCode())
                .isEqualTo(204);
        var refused = signIn();
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(401);
        assertThat(text(read(refused), "code")).isEqualTo("INVALID_CREDENTIALS");
    }

    @Test
    void aPasskeyIsTheSecondFactorAfterThePassword() throws Exception {
        registered(signedIn());

        var half = read(ok(login(email, PASSWORD)));
        assertThat(half.get("mfaRequired").asBoolean()).isTrue();
        assertThat(half.has("token")).isFalse();
        assertThat(half.get("factors").toString()).contains("passkey");
        var mfaToken = text(half, "mfaToken");
        var options = read(ok(post("/api/auth/passkey/options", json(Map.of("mfaToken", mfaToken)))));
        var answer = browser().evaluate(GET.formatted(options.get("publicKey"))).asString();

        var signedIn = read(ok(
                post("/api/auth/login/mfa", json(Map.of("mfaToken", mfaToken, "factor", "passkey", "code", answer)))));
        assertThat(claim(signedIn, "acr")).isEqualTo("aal2");
        assertThat(claim(signedIn, "amr")).isEqualTo("[pwd, pop, mfa]");
    }

    @Test
    void aCopyOfAPasskeyIsRefusedAndItsOwnerTold() {
        var owner = signedIn();
        registered(owner);
        ok(signIn());
        ok(signIn());
        var credential = browser()
                .call("WebAuthn.getCredentials", Map.of("authenticatorId", authenticator))
                .get("credentials")
                .get(0);
        browser().call("WebAuthn.clearCredentials", Map.of("authenticatorId", authenticator));
        var copy = map(credential);
        copy.put("signCount", 0);
        browser().call("WebAuthn.addCredential", Map.of("authenticatorId", authenticator, "credential", copy));

        var refused = signIn();

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(401);
        var userId = text(owner.get("user"), "id");
        await().untilAsserted(
                        () -> assertThat(EmbeddedKafka.events("sessions.v1", userId, FactorEvent.PasskeyCopied.class))
                                .singleElement()
                                .matches(copied -> copied.name().equals("Laptop") && copied.sealed() != null));
    }

    private JsonNode registered(JsonNode owner) {
        var options = read(ok(post("/api/mfa/passkeys/options", "", "Authorization", bearer(owner))));
        var made = browser()
                .evaluate(("(async o => JSON.stringify(await navigator.credentials.create({publicKey:"
                                + " PublicKeyCredential.parseCreationOptionsFromJSON(o)})))(%s)")
                        .formatted(options.get("publicKey")))
                .asString();
        var answer = post(
                "/api/mfa/passkeys",
                json(Map.of("name", "Laptop", "credential", JSON.readTree(made))),
                "Authorization",
                bearer(owner));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return read(answer);
    }

    private HttpResponse<String> signIn() {
        var options = read(ok(post("/api/auth/passkey/options", "{}")));
        var answer = browser().evaluate(GET.formatted(options.get("publicKey"))).asString();
        return post("/api/auth/passkey", json(Map.of("credential", JSON.readTree(answer))));
    }

    private Chromium browser() {
        return Objects.requireNonNull(running);
    }
}
