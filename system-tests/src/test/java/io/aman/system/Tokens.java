package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.Api;
import io.aman.local.demo.Person;
import io.aman.local.stack.LocalStack;
import java.util.List;
import java.util.Map;

/** Somebody's tokens, over a restore: those of before, those of the lost time, and those of after it. */
final class Tokens {

    private static final String PASSWORD = "a long enough password";

    private final Person owner;
    private final Person admin;
    private final Person before;
    private final Person lost;

    private Tokens(LocalStack stack, String email) {
        this.owner = new Person(Api.at(stack.gateway()), email, PASSWORD);
        this.before = new Person(Api.at(stack.gateway()), email, PASSWORD);
        this.lost = new Person(Api.at(stack.gateway()), email, PASSWORD);
        this.admin = new Person(Api.at(stack.gateway()), stack.adminEmail(), stack.adminPassword());
    }

    static Tokens ofSomebodyNew(LocalStack stack) {
        var tokens = new Tokens(stack, "turned@example.com");
        assertThat(tokens.owner.register("turned", "en").status()).isEqualTo(202);
        assertThat(tokens.before.signIn().status()).isEqualTo(200);
        return tokens;
    }

    /** The owner ends all sessions, begins another one, and an administrator changes what a role grants. */
    void areTurnedInTheLostTime() {
        assertThat(owner.signIn().status()).isEqualTo(200);
        assertThat(owner.api().post("/api/sessions/force-logout").status()).isEqualTo(204);
        assertThat(admin.signIn().status()).isEqualTo(200);
        assertThat(admin.api()
                        .put("/api/admin/roles/RESTORED", Map.of("permissions", List.of("payment.audit")))
                        .status())
                .isEqualTo(200);
        assertThat(lost.signIn().status()).isEqualTo(200);
        assertThat(sessions(lost)).isEqualTo(200);
    }

    void countNoMoreButTheirOwnerGetsNewOnes() {
        for (var old : List.of(before, lost)) {
            assertThat(sessions(old)).isEqualTo(401);
            assertThat(old.refresh().status()).isEqualTo(401);
        }
        assertThat(owner.signIn().status()).isEqualTo(200);
        assertThat(sessions(owner)).isEqualTo(200);
    }

    private static int sessions(Person person) {
        return person.api().get("/api/sessions").status();
    }
}
