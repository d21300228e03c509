package io.aman.security.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.security.SecurityTest;
import io.aman.security.lockout.Reservation.Denied;
import io.aman.security.lockout.Reservation.Granted;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

class ReleaseControllerTest extends SecurityTest {

    @Autowired
    private Lockouts lockouts;

    private RestTestClient.ResponseSpec release(String bearer, String json) {
        return client().post()
                .uri("/internal/lockouts/release")
                .header("Authorization", bearer)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json)
                .exchange();
    }

    private void release() {
        release(bearer("service:session-service", "security.attempt"), "{\"accountKey\":\"%s\"}".formatted(own))
                .expectStatus()
                .isNoContent();
    }

    private void useUp() {
        for (var i = 0; i < 10; i++) {
            assertThat(lockouts.reserve(own, "203.0.113." + i)).isInstanceOf(Granted.class);
        }
        assertThat(lockouts.reserve(own, "203.0.113.99")).isInstanceOf(Denied.class);
    }

    @Test
    void aReleasedAccountMayBeTriedAtOnceAndIsLimitedAsBefore() {
        useUp();
        release();
        clock.advance(Duration.ofMillis(1));

        useUp();
    }

    @Test
    void anAccountThatWasNeverCountedIsNothing() {
        release();
        release();
    }

    @Test
    void nobodyButTheServiceLiftsALock() {
        useUp();
        release(bearer("usr_1", "security.admin", "user.admin"), "{\"accountKey\":\"%s\"}".formatted(own))
                .expectStatus()
                .isForbidden();

        assertThat(lockouts.reserve(own, "203.0.113.99")).isInstanceOf(Denied.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"accountKey\":\"\"}",
                "{\"accountKey\":{\"$gt\":\"\"}}",
                "{\"accountKey\":\"a\",\"all\":true}"
            })
    void whatNamesNoAccountIsRefused(String json) {
        release(bearer("service:session-service", "security.attempt"), json)
                .expectStatus()
                .isBadRequest();
    }
}
