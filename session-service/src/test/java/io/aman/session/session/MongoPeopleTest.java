package io.aman.session.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.SuspicionEvent;
import io.aman.session.session.SessionError.Revoked;
import io.aman.testing.AtOnce;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MongoPeopleTest {

    private final Stored stored = new Stored();

    @Test
    void endsAtOnceGetAGenerationEachWithItsEvents() throws Exception {
        var ended = AtOnce.run(20, _ -> stored.people.endAll("usr_1", EndReason.TERMINATED, Stored.BY));
        assertThat(ended)
                .extracting(Person::generation)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 20).boxed().toList());
        assertThat(stored.people.of("usr_1").generation()).isEqualTo(20);
        var told = stored.told(MongoPeople.COLLECTION, "usr_1");
        assertThat(told).hasSize(40);
        assertThat(told).filteredOn("revocation.user.v1"::equals).hasSize(20);
        assertThat(told).filteredOn("session.all-ended.v1"::equals).hasSize(20);
    }

    @Test
    void aLinkEndsAllSessionsOnceHoweverManyUseItAtOnce() throws Exception {
        var use = new OneUse("nme_1", stored.clock.instant().plus(Duration.ofDays(7)));
        var told = new SuspicionEvent.Disowned("usr_1", stored.clock.instant(), Stored.BY, null);

        var first = AtOnce.run(20, _ -> stored.people.endAll("usr_1", use, EndReason.DISOWNED, Stored.BY, told));

        assertThat(first).filteredOn(done -> done).hasSize(1);
        assertThat(stored.people.of("usr_1").generation()).isEqualTo(1);
        assertThat(stored.told(MongoPeople.COLLECTION, "usr_1"))
                .containsExactlyInAnyOrder("revocation.user.v1", "session.all-ended.v1", "account.disowned.v1");
    }

    @Test
    void aUsedLinkIsRememberedForAsLongAsItWasGoodAndByEveryOtherChange() {
        var use = new OneUse("nme_1", stored.clock.instant().plus(Duration.ofDays(7)));
        var later = new OneUse("nme_2", stored.clock.instant().plus(Duration.ofDays(14)));
        stored.people.endAll("usr_1", use, EndReason.DISOWNED, Stored.BY);
        stored.people.endAll("usr_1", EndReason.TERMINATED, Stored.BY);
        stored.people.endOthers(stored.started("usr_1"), EndReason.TERMINATED, Stored.BY);

        assertThat(stored.people.endAll("usr_1", use, EndReason.DISOWNED, Stored.BY))
                .isFalse();

        stored.clock.advance(Duration.ofDays(7));
        stored.people.endAll("usr_1", later, EndReason.DISOWNED, Stored.BY);
        assertThat(stored.people.of("usr_1").spent()).containsExactly(later);
    }

    @Test
    void allOthersEndAndTheCurrentOneGoesOn() {
        var current = stored.started("usr_1");
        var other = stored.started("usr_1");
        var stranger = stored.started("usr_2");
        stored.people.endOthers(current, EndReason.TERMINATED, Stored.BY);
        assertThat(stored.isLive(current)).isTrue();
        assertThat(stored.isLive(other)).isFalse();
        assertThat(stored.isLive(stranger)).isTrue();
        assertThat(stored.isLive(stored.started("usr_1"))).isTrue();
    }

    /** Who holds a token of an ended session could otherwise bring that session back. */
    @Test
    void aSessionThatWasEndedWithAllOthersDoesNotComeBackByBeingSpared() {
        var stolen = stored.started("usr_1");
        stored.people.endAll("usr_1", EndReason.TERMINATED, Stored.BY);
        assertThatThrownBy(() -> stored.people.endOthers(stolen, EndReason.TERMINATED, Stored.BY))
                .isInstanceOf(Revoked.class);
        assertThat(stored.isLive(stolen)).isFalse();
        assertThat(stored.people.of("usr_1").generation()).isEqualTo(1);
    }

    @Test
    void theSparedOneMaySpareItselfAgain() {
        var current = stored.started("usr_1");
        stored.people.endOthers(current, EndReason.TERMINATED, Stored.BY);
        stored.people.endOthers(current, EndReason.TERMINATED, Stored.BY);
        assertThat(stored.isLive(current)).isTrue();
    }

    @Test
    void ofTwoThatEndAllOthersAtOnceOneIsLeft() throws Exception {
        for (var round = 0; round < 50; round++) {
            var userId = "usr_" + round;
            var two = List.of(stored.started(userId), stored.started(userId));
            AtOnce.run(2, n -> {
                try {
                    stored.people.endOthers(two.get(n), EndReason.TERMINATED, Stored.BY);
                    return true;
                } catch (Revoked _) {
                    return false;
                }
            });
            assertThat(two).filteredOn(stored::isLive).hasSize(1);
        }
    }
}
