package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.security.AccessTokenVerifier;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = {"session.policy.max-sessions=2", "session.policy.when-full=refuse"})
class RefusedBeyondTheMaximumTest extends RunningService {

    RefusedBeyondTheMaximumTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    @Test
    void aFurtherSignInIsRefusedUntilOneIsEndedAndNobodyElseMinds() {
        var first = signedIn();
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(200);

        var refused = login(email, PASSWORD);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(text(read(refused), "code")).isEqualTo("TOO_MANY_SESSIONS");
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refresh(text(first, "refreshToken")).statusCode()).isEqualTo(200);
        assertThat(login("admin@aman.local", ADMIN_PASSWORD).statusCode()).isEqualTo(200);

        assertThat(post("/api/auth/logout", "", "Authorization", bearer(first)).statusCode())
                .isEqualTo(204);
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(200);
    }

    /** Whoever has no password learns nothing of how many sessions there are. */
    @Test
    void aWrongPasswordIsAnsweredAsEver() {
        signedIn();
        login(email, PASSWORD);
        var refused = login(email, "wrong horse battery");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(text(read(refused), "code")).isEqualTo("INVALID_CREDENTIALS");
    }
}
