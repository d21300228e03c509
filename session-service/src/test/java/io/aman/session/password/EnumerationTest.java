package io.aman.session.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;

class EnumerationTest extends PasswordScenes {

    EnumerationTest(
            MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, Sealed sealed) {
        super(mongo, verifier, breakers, sealed);
    }

    /** 41. */
    @Test
    void knownAndUnknownAddressesGetOneAnswerAtForgotAndRegister() {
        register(PASSWORD);
        assertThat(answer(forgot("nobody." + email))).isEqualTo(answer(forgot(email)));
        assertThat(answer(post(
                        "/api/auth/register",
                        json(Map.of("email", "new." + email, "password", PASSWORD, "name", "Noor")))))
                .isEqualTo(answer(register(PASSWORD)));
        assertThat(reasons(register("Password1234")))
                .isEqualTo(reasons(post(
                        "/api/auth/register",
                        json(Map.of("email", "never." + email, "password", "Password1234", "name", "Noor")))));
    }

    /**
     * 41: two hundred of each, in turn, so that whatever else the machine does falls on both. The measure is the
     * Mann-Whitney statistic as a share: of all pairs, how often the known one took longer. It finds work of the order
     * of the request itself, such as a hash; single reads of the database are lost in its noise.
     */
    @Test
    void noTimeTellsWhetherAnAddressIsKnownAtForgot() {
        register(PASSWORD);
        var known = new ArrayList<Long>();
        var unknown = new ArrayList<Long>();
        for (var n = 0; n < 220; n++) {
            var stranger = "stranger%d.%s".formatted(n, email);
            var first = n % 2 == 0 ? email : stranger;
            var nanos = List.of(time(first), time(first.equals(email) ? stranger : email));
            if (n >= 20) { // the first ones warm up
                (n % 2 == 0 ? known : unknown).add(nanos.getFirst());
                (n % 2 == 0 ? unknown : known).add(nanos.getLast());
            }
        }
        var longer = known.stream()
                .mapToLong(
                        time -> unknown.stream().filter(other -> time > other).count())
                .sum();
        assertThat((double) longer / known.size() / unknown.size()).isBetween(0.3, 0.7);
    }

    private long time(String address) {
        var before = System.nanoTime();
        assertThat(forgot(address).statusCode()).isEqualTo(202);
        return System.nanoTime() - before;
    }
}
