package io.aman.session.identity.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.Secret;
import io.aman.session.identity.Password;
import io.aman.session.identity.PasswordHashing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class PasswordHashingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Password PASSWORD = password("correct horse battery staple");

    private static Password password(String text) {
        return Password.typed(Secret.of(text));
    }

    @Test
    void theParametersAreArgon2idWith19MebibytesTwoPassesOneLane() {
        var hashing = new PasswordHashing(1, 0, PATIENCE);
        assertThat(hashing.hash(PASSWORD)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hashing.decoy()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void thePasswordIsComparedWhole() {
        var hashing = new PasswordHashing(1, 0, PATIENCE);
        var long73 = "x".repeat(72);
        var hash = hashing.hash(password(long73 + "a"));
        assertThat(hashing.matches(password(long73 + "a"), hash)).isTrue();
        assertThat(hashing.matches(password(long73 + "b"), hash)).isFalse();
        assertThat(hashing.matches(password(long73), hash)).isFalse();
    }

    @Test
    void moreThanCoresAndQueueAreToldToComeBack() throws Exception {
        var hashing = new PasswordHashing(1, 1, PATIENCE);
        assertThat(attempts(hashing, 12)).contains(true, false);
        assertThat(hashing.matches(PASSWORD, hashing.decoy())).isFalse(); // and every place is free again
    }

    @Test
    void whoWaitsTooLongIsToldToComeBack() throws Exception {
        var hashing = new PasswordHashing(1, 100, Duration.ofMillis(1));
        assertThat(attempts(hashing, 12)).contains(true, false);
        assertThat(hashing.matches(PASSWORD, hashing.decoy())).isFalse();
    }

    @Test
    void aFloodOfRegistrationsLeavesSignInsTheirPlaces() throws Exception {
        var hashing = new PasswordHashing(1, 1, PATIENCE);
        try (var threads = Executors.newSingleThreadExecutor()) {
            var flood = threads.submit(() -> attempts(hashing, 30));
            do {
                assertThat(hashing.matches(PASSWORD, hashing.decoy())).isFalse(); // nobody is told to come back
            } while (!flood.isDone());
            assertThat(flood.get()).contains(true, false);
        }
    }

    /** For each of many attempts at once: was it served? */
    private static List<Boolean> attempts(PasswordHashing hashing, int count) throws Exception {
        Callable<Boolean> attempt = () -> {
            try {
                hashing.hash(PASSWORD);
                return true;
            } catch (PasswordHashing.Busy _) {
                return false;
            }
        };
        var served = new ArrayList<Boolean>();
        try (var threads = Executors.newFixedThreadPool(count)) {
            var all = new ArrayList<Callable<Boolean>>();
            for (var i = 0; i < count; i++) {
                all.add(attempt);
            }
            for (var result : threads.invokeAll(all)) {
                served.add(result.get());
            }
        }
        return served;
    }
}
