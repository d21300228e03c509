package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** The way of a person through the service: the same whoever keeps the accounts. */
abstract class SignInJourney extends SecondFactorCalls {

    SignInJourney(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, Sealed sealed) {
        super(mongo, verifier, breakers, sealed);
    }

    @Test
    void aPersonRegistersSignsInRefreshesAndSignsOut() throws Exception {
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(401);
        assertThat(register(PASSWORD).statusCode()).isEqualTo(202);
        assertThat(register("another password entirely").statusCode()).isEqualTo(202);
        assertThat(login(email, "another password entirely").statusCode()).isEqualTo(401);

        var signedIn = read(login(email, PASSWORD));
        assertThat(signedIn.get("permissions").toString()).contains("payment.create");
        assertThat(text(signedIn.get("user"), "email")).isEqualTo(email);
        assertThat(claim(signedIn, "sub")).isEqualTo(text(signedIn.get("user"), "id"));

        var sessions = get("/api/sessions", signedIn);
        assertThat(sessions.get("items")).hasSize(1);
        assertThat(text(sessions.get("items").get(0), "id")).isEqualTo(claim(signedIn, "sid"));
        var statistics = get("/api/sessions/stats", signedIn);
        assertThat(statistics.get("logins").asInt()).isEqualTo(1);
        assertThat(statistics.get("failedLogins").asInt()).isEqualTo(2);

        var refreshed = refresh(text(signedIn, "refreshToken"));
        assertThat(refreshed.statusCode()).as(refreshed.body()).isEqualTo(200);
        var token = text(read(refreshed), "token");
        verifier.verify(token);

        var logout = post("/api/auth/logout", "", "Authorization", "Bearer " + token);
        assertThat(logout.statusCode()).isEqualTo(204);
        var late = refresh(text(read(refreshed), "refreshToken"));
        assertThat(late.statusCode()).isEqualTo(401);
        assertThat(text(read(late), "code")).isEqualTo("SESSION_REVOKED");
    }

    @Test
    void aSecondFactorFinishesTheSignInAndStepsUp() throws Exception {
        var who = signedIn();
        var added = enrolled(who);
        var signedIn = done(finish(firstStep(), "totp", code(added)));
        assertThat(claim(signedIn, "acr")).isEqualTo("aal2");
        halfAMinutePasses(userId(who));

        var old = anHourPasses(signedIn);
        refused(call("POST", "/api/mfa/backup-codes", old, ""), 401, "STEP_UP_REQUIRED");
        var proved = done(stepUp(old, "totp", code(added), null));
        assertThat(done(call("POST", "/api/mfa/backup-codes", proved, "")).get("codes"))
                .hasSize(10);
    }

    private JsonNode get(String path, JsonNode who) {
        var response = send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .header("Authorization", bearer(who))
                .build());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return read(response);
    }

    @Test
    void whatNoDirectoryAcceptsIsRefusedTheSameWay() {
        var body = json(Map.of("email", "noor\u0000@example.com", "password", PASSWORD, "name", "Noor"));
        assertThat(post("/api/auth/register", body).statusCode()).isEqualTo(400);
    }
}
