package io.aman.session.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.session.identity.IdentityUnavailable;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class MongoAdministratorsTest {

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final FakeDirectory directory = new FakeDirectory();
    private final MongoAdministrators administrators = new MongoAdministrators(
            EmbeddedMongo.template(EmbeddedMongo.freshDatabase("administrators")), directory, clock);

    @BeforeEach
    void prepare() {
        administrators.prepare();
    }

    private boolean disabled(String userId) {
        try {
            administrators.keepingAnother(userId, () -> directory.setEnabled(userId, false));
            return true;
        } catch (AccessError.LastAdministrator _) {
            return false;
        }
    }

    private boolean demoted(String userId) {
        try {
            administrators.keepingAnother(userId, () -> directory.setRoles(userId, Set.of("USER")));
            return true;
        } catch (AccessError.LastAdministrator _) {
            return false;
        }
    }

    @Test
    void theLastOneStays() {
        directory.add("usr_a", "ADMIN", "USER");
        directory.add("usr_b", "USER");

        assertThat(disabled("usr_a")).isFalse();
        assertThat(demoted("usr_a")).isFalse();
        assertThat(disabled("usr_b")).isTrue();
        assertThat(directory.enabledWith("ADMIN", 5)).hasSize(1);
    }

    @Test
    void aClosedAccountCountsForNobody() {
        directory.add("usr_a", "ADMIN");
        directory.add("usr_b", "ADMIN");

        assertThat(disabled("usr_b")).isTrue();
        assertThat(disabled("usr_b")).isTrue();
        assertThat(disabled("usr_a")).isFalse();
    }

    @RepeatedTest(20)
    void ofTwoWhoRemoveEachOtherAtOnceOneStays() throws Exception {
        directory.add("usr_a", "ADMIN");
        directory.add("usr_b", "ADMIN");

        var done = AtOnce.run(2, n -> n == 0 ? disabled("usr_a") : demoted("usr_b"));

        assertThat(done).containsExactlyInAnyOrder(true, false);
        assertThat(directory.enabledWith("ADMIN", 5)).hasSize(1);
    }

    @RepeatedTest(5)
    void ofManyWhoRemoveOneAnotherAtOnceOneStays() throws Exception {
        for (var n = 0; n < 8; n++) {
            directory.add("usr_" + n, "ADMIN");
        }
        AtOnce.run(8, n -> disabled("usr_" + n));

        assertThat(directory.enabledWith("ADMIN", 10)).hasSize(1);
    }

    @Test
    void whoseRemovalMayStillArriveIsNotCountedForAWhile() {
        directory.add("usr_a", "ADMIN");
        directory.add("usr_b", "ADMIN");
        directory.away = true;
        assertThatThrownBy(() -> disabled("usr_b")).isInstanceOf(IdentityUnavailable.class);
        directory.away = false;

        assertThat(disabled("usr_a")).isFalse();
        clock.advance(Duration.ofMinutes(5));
        assertThat(disabled("usr_a")).isTrue();
    }
}
