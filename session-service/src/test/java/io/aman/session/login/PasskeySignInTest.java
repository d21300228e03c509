package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.security.AccessTokenVerifier;
import io.aman.session.passkey.SoftwareAuthenticator;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** Passkeys and trusted devices over HTTP. */
class PasskeySignInTest extends PasskeyCalls {

    private final SoftwareAuthenticator authenticator = new SoftwareAuthenticator();

    PasskeySignInTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    @Test
    void aPasskeySignsInAloneAndSaysHow() throws Exception {
        var owner = signedIn();
        registered(owner, authenticator);

        var signedIn = read(ok(byPasskey()));

        assertThat(text(signedIn.get("user"), "email")).isEqualTo(email);
        assertThat(claim(signedIn, "acr")).isEqualTo("aal2");
        assertThat(claim(signedIn, "amr")).isEqualTo("[hwk, user, mfa]");
        assertThat(refresh(text(signedIn, "refreshToken")).statusCode()).isEqualTo(200);
    }

    @Test
    void afterThePasswordAPasskeyIsAskedForAndNothingElseIsOpen() throws Exception {
        registered(signedIn(), authenticator);

        var half = read(ok(login(email, PASSWORD)));

        assertThat(half.has("token")).isFalse();
        assertThat(half.get("factors").toString()).contains("passkey");
        var token = text(half, "mfaToken");
        assertThat(call("GET", "/api/sessions", "Bearer " + token, "").statusCode())
                .isEqualTo(401);
        var done = read(ok(second(half, false)));
        assertThat(claim(done, "amr")).isEqualTo("[pwd, pop, mfa]");
        assertThat(claim(done, "acr")).isEqualTo("aal2");
    }

    @Test
    void aRememberedDeviceIsNotAskedAgainAndItsSessionSaysSo() throws Exception {
        registered(signedIn(), authenticator);
        var remembered = ok(second(read(ok(login(email, PASSWORD))), true));
        var cookie = cookie(remembered);
        assertThat(cookie)
                .startsWith("__Host-aman-device=dev_")
                .contains("; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/")
                .doesNotContain("Domain");

        var again = ok(login(email, PASSWORD, value(cookie)));

        assertThat(claim(read(again), "acr")).isEqualTo("aal1");
        assertThat(claim(read(again), "amr")).isEqualTo("[pwd]");
        var next = value(cookie(again));
        assertThat(next).isNotEqualTo(value(cookie));
        var app = ok(post(
                "/api/auth/login",
                json(Map.of("email", email, "password", PASSWORD, "deviceToken", next.split("=", 2)[1]))));
        assertThat(read(app).has("deviceToken")).isTrue();
        assertThat(read(ok(login(email, PASSWORD))).has("mfaToken"))
                .as("another browser")
                .isTrue();
        var devices = read(call("GET", "/api/devices", bearer(read(app)), "")).get("items");
        assertThat(devices.size()).isEqualTo(1);
        assertThat(devices.toString()).doesNotContain(text(read(app), "deviceToken"));
    }

    @Test
    void aForgottenDeviceIsAskedAgainAndNobodyForgetsAnothers() throws Exception {
        registered(signedIn(), authenticator);
        var remembered = ok(second(read(ok(login(email, PASSWORD))), true));
        var owner = bearer(read(remembered));
        var id = text(read(call("GET", "/api/devices", owner, "")).get("items").get(0), "id");
        assertThat(call("DELETE", "/api/devices/" + id, bearer(signedInAdmin()), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(call("GET", "/api/devices", owner, "").body()).contains(id);

        assertThat(call("DELETE", "/api/devices/" + id, owner, "").statusCode()).isEqualTo(204);

        assertThat(text(read(call("DELETE", "/api/devices/" + id, owner, "")), "code"))
                .isEqualTo("DEVICE_NOT_FOUND");
        assertThat(read(ok(login(email, PASSWORD, value(cookie(remembered))))).has("mfaToken"))
                .isTrue();
    }

    @Test
    void anotherPasskeyVoidsTheTrust() {
        registered(signedIn(), authenticator);
        var remembered = ok(second(read(ok(login(email, PASSWORD))), true));
        registered(read(remembered), new SoftwareAuthenticator());

        assertThat(read(ok(login(email, PASSWORD, value(cookie(remembered))))).has("mfaToken"))
                .isTrue();
    }

    @Test
    void aPasskeyStepsUp() throws Exception {
        registered(signedIn(), authenticator);
        var remembered = value(cookie(ok(second(read(ok(login(email, PASSWORD))), true))));
        var weak = read(ok(login(email, PASSWORD, remembered)));
        assertThat(call("POST", "/api/mfa/passkeys/options", bearer(weak), "").statusCode())
                .as("a remembered device is no second factor")
                .isEqualTo(401);
        var asked = read(ok(call("POST", "/api/mfa/passkeys/challenge", bearer(weak), "")));

        var proved = read(ok(call(
                "POST",
                "/api/auth/reauthenticate",
                bearer(weak),
                json(Map.of(
                        "factor",
                        "passkey",
                        "code",
                        json(authenticator.get(map(asked.get("publicKey")))),
                        "challengeId",
                        text(asked, "challengeId"))))));

        assertThat(claim(proved, "acr")).isEqualTo("aal2");
        assertThat(call("POST", "/api/mfa/passkeys/options", bearer(proved), "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aRemovedPasskeyIsRefusedLikeAnyOther() {
        var owner = signedIn();
        var key = registered(owner, authenticator);
        var signedIn = read(ok(byPasskey()));
        assertThat(call("DELETE", "/api/mfa/passkeys/" + text(key, "id"), bearer(signedIn), "")
                        .statusCode())
                .isEqualTo(204);

        var removed = byPasskey();
        authenticator.claim("nobody");
        var nobodys = byPasskey();

        assertThat(removed.statusCode()).isEqualTo(401);
        assertThat(withoutTrace(removed)).isEqualTo(withoutTrace(nobodys));
    }

    @Test
    void anotherPersonsPasskeyIsNotThere() {
        var owner = signedIn();
        var key = registered(owner, authenticator);
        var stranger = bearer(signedInAdmin());
        var path = "/api/mfa/passkeys/" + text(key, "id");

        assertThat(text(read(call("DELETE", path, stranger, "")), "code")).isEqualTo("PASSKEY_NOT_FOUND");
        assertThat(text(read(call("PUT", path, stranger, "{\"name\":\"Mine\"}")), "code"))
                .isEqualTo("PASSKEY_NOT_FOUND");
        assertThat(call("GET", "/api/mfa/passkeys", stranger, "").body()).doesNotContain(text(key, "id"));
        assertThat(text(read(call("PUT", path, bearer(owner), "{\"name\":\"Phone\"}")), "name"))
                .isEqualTo("Phone");
        assertThat(call("GET", "/api/mfa/passkeys", bearer(owner), "").body())
                .doesNotContain(authenticator.credentialId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"credential\":7}",
                "{\"credential\":{\"$ne\":null},\"x\":1}",
                "{\"credential\":null}",
            })
    void whatIsNoRequestIsRefused(String body) {
        assertThat(post("/api/auth/passkey", body).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":\"a\",\"rawId\":\"AA\",\"type\":\"public-key\"}",
                "{\"rawId\":\"AA\",\"response\":{\"clientDataJSON\":\"e30\",\"authenticatorData\":\"AA\",\"signature\":\"AA\","
                        + "\"userHandle\":\"AA\"}}",
                "{\"rawId\":{\"$gt\":\"\"},\"response\":{\"$gt\":\"\"}}"
            })
    void whatIsNoCredentialSignsNobodyIn(String credential) {
        var answer = post("/api/auth/passkey", "{\"credential\":%s}".formatted(credential));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(text(read(answer), "code")).isEqualTo("INVALID_CREDENTIALS");
    }

    @Test
    void noOptionsForASecondStepThatNobodyBegan() {
        assertThat(post("/api/auth/passkey/options", "{\"mfaToken\":\"x\"}").statusCode())
                .isEqualTo(401);
        assertThat(post("/api/mfa/passkeys/options", "").statusCode()).isEqualTo(401);
    }

    @Test
    void nothingSecretIsPrinted(CapturedOutput output) {
        registered(signedIn(), authenticator);
        var half = read(ok(login(email, PASSWORD)));
        var remembered = ok(second(half, true));
        var token = value(cookie(remembered)).split("=", 2)[1];
        ok(login(email, PASSWORD, value(cookie(remembered))));

        assertThat(output.getAll())
                .doesNotContain(token)
                .doesNotContain(text(half, "mfaToken"))
                .doesNotContain(authenticator.credentialId());
    }

    private JsonNode registered(JsonNode owner, SoftwareAuthenticator by) {
        var options = read(ok(call("POST", "/api/mfa/passkeys/options", bearer(owner), "")));
        var credential = by.create(map(options.get("publicKey")));
        var answer = call(
                "POST", "/api/mfa/passkeys", bearer(owner), json(Map.of("name", "Laptop", "credential", credential)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return read(answer);
    }

    private HttpResponse<String> byPasskey() {
        var options = read(ok(post("/api/auth/passkey/options", "{}")));
        return post("/api/auth/passkey", json(Map.of("credential", authenticator.get(map(options.get("publicKey"))))));
    }

    private HttpResponse<String> second(JsonNode half, boolean remember) {
        var token = text(half, "mfaToken");
        var options = read(ok(post("/api/auth/passkey/options", json(Map.of("mfaToken", token)))));
        return post(
                "/api/auth/login/mfa",
                json(Map.of(
                        "mfaToken",
                        token,
                        "factor",
                        "passkey",
                        "code",
                        json(authenticator.get(map(options.get("publicKey")))),
                        "rememberDevice",
                        remember)));
    }

    private HttpResponse<String> login(String address, String password, String cookie) {
        return post("/api/auth/login", json(Map.of("email", address, "password", password)), "Cookie", cookie);
    }

    private static String cookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow();
    }

    private static String value(String cookie) {
        return cookie.split(";", 2)[0];
    }

    private static List<Object> withoutTrace(HttpResponse<String> response) {
        return List.of(response.statusCode(), response.body().replaceAll("\"traceId\":\"[^\"]*\"", ""));
    }
}
