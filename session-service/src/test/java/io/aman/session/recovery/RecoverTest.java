package io.aman.session.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.Actor;
import io.aman.platform.Secret;
import io.aman.session.recovery.Recovery.State;
import io.aman.session.recovery.RecoveryError.Invalid;
import io.aman.session.recovery.RecoveryError.None;
import io.aman.session.recovery.RecoveryError.Waiting;
import io.aman.testing.AtOnce;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** An account is got back without its second factors. */
class RecoverTest extends LostFactors {

    @Test
    void aLinkRemovesTheFactorsAfterItsWaitingTimeAndEndsAllSessions() {
        assertThat(recover.request("usr_1", ADMIN)).isEqualTo(clock.instant().plus(WAIT));
        var token = token();
        clock.advance(WAIT);

        recover.complete(token, HERE);

        assertThat(passkeys.of("usr_1")).isEmpty();
        assertThat(done).containsExactly("sessions usr_1", "factors usr_1", "devices usr_1 recovered");
        assertThat(told()).containsExactly("account.recovery-requested.v1", "account.recovery-completed.v1");
    }

    @Test
    void beforeItsTimeALinkSaysWhenItIs() {
        recover.request("usr_1", ADMIN);
        var token = token();
        clock.advance(WAIT.minusSeconds(1));

        assertThatThrownBy(() -> recover.complete(token, HERE))
                .isInstanceOfSatisfying(
                        Waiting.class,
                        waiting -> assertThat(waiting.availableAt)
                                .isEqualTo(clock.instant().plusSeconds(1)));
        assertThat(passkeys.of("usr_1")).hasSize(1);
        assertThat(done).isEmpty();
    }

    @Test
    void aLinkIsOver() {
        recover.request("usr_1", ADMIN);
        var token = token();
        clock.advance(WAIT.plus(LIFETIME));

        assertThatThrownBy(() -> recover.complete(token, HERE)).isInstanceOf(Invalid.class);
        assertThat(passkeys.of("usr_1")).hasSize(1);
    }

    @Test
    void aLinkCountsOnceHoweverManyUseItAtOnce() throws Exception {
        recover.request("usr_1", ADMIN);
        var token = token();
        clock.advance(WAIT);

        var completed = AtOnce.run(10, _ -> {
            try {
                recover.complete(token, HERE);
                return true;
            } catch (Invalid _) {
                return false;
            }
        });

        assertThat(completed).filteredOn(Boolean::booleanValue).hasSizeLessThanOrEqualTo(1);
        assertThat(told().stream().filter("account.recovery-completed.v1"::equals))
                .hasSizeLessThanOrEqualTo(1);
        if (recoveries.of("usr_1").orElseThrow().state() != State.COMPLETED) {
            recover.complete(token, HERE); // all of them met half way: it goes on from there
        }
        assertThat(told().stream().filter("account.recovery-completed.v1"::equals))
                .hasSize(1);
        assertThatThrownBy(() -> recover.complete(token, HERE)).isInstanceOf(Invalid.class);
    }

    @Test
    void whatBrokeOffHalfWayIsMadeGoodByTheSameLink() {
        recover.request("usr_1", ADMIN);
        var token = token();
        clock.advance(WAIT);
        breaksOff = true;
        assertThatThrownBy(() -> recover.complete(token, HERE)).isInstanceOf(IllegalStateException.class);
        assertThat(told()).containsExactly("account.recovery-requested.v1");
        assertThatThrownBy(() -> recover.cancel("usr_1", ADMIN)).as("too late").isInstanceOf(None.class);
        breaksOff = false;

        recover.complete(token, HERE);

        assertThat(done).contains("devices usr_1 recovered");
        assertThat(told()).containsExactly("account.recovery-requested.v1", "account.recovery-completed.v1");
    }

    @Test
    void itsOwnerStopsIt() {
        recover.request("usr_1", ADMIN);
        var token = token();
        recover.cancel("usr_1", Actor.user("usr_1", HERE));
        clock.advance(WAIT);

        assertThatThrownBy(() -> recover.complete(token, HERE)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> recover.cancel("usr_1", ADMIN)).isInstanceOf(None.class);
        assertThat(passkeys.of("usr_1")).hasSize(1);
        assertThat(told()).containsExactly("account.recovery-requested.v1", "user.recovery-cancelled.v1");
    }

    /** Either it is stopped and nothing was removed, or it went through and was not stopped. */
    @Test
    void whoStopsItInTheMomentItIsUsedKnowsWhatBecameOfIt() throws Exception {
        for (var round = 0; round < 20; round++) {
            var userId = "usr_race" + round;
            passkeys.add(userId, clock);
            recover.request(userId, ADMIN);
            var token = token(userId);
            clock.advance(WAIT);
            var both = AtOnce.run(2, n -> {
                try {
                    if (n == 0) {
                        recover.cancel(userId, ADMIN);
                    } else {
                        recover.complete(token, HERE);
                    }
                    return true;
                } catch (Invalid | None _) {
                    return false;
                }
            });
            assertThat(both).filteredOn(Boolean::booleanValue).hasSize(1);
            assertThat(passkeys.of(userId)).hasSize(both.getFirst() ? 1 : 0);
        }
    }

    @Test
    void whatIsDisownedIsStoppedUnlessItWasAskedForLater() {
        recover.request("usr_1", ADMIN);
        recover.disowned("usr_1", clock.instant().minusSeconds(1), ADMIN);
        assertThat(recoveries.of("usr_1").orElseThrow().state()).isEqualTo(State.WAITING);

        recover.disowned("usr_1", clock.instant(), ADMIN);
        recover.disowned("usr_1", clock.instant(), ADMIN);
        recover.disowned("usr_2", clock.instant(), ADMIN);

        assertThat(recoveries.of("usr_1").orElseThrow().state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void aNewLinkVoidsTheOneBefore() {
        recover.request("usr_1", ADMIN);
        var first = token();
        recover.request("usr_1", ADMIN);
        var second = token();
        clock.advance(WAIT);

        assertThatThrownBy(() -> recover.complete(first, HERE)).isInstanceOf(Invalid.class);
        recover.complete(second, HERE);
        assertThat(passkeys.of("usr_1")).isEmpty();
    }

    @Test
    void severalPeopleWithoutALinkDoNotStandInEachOthersWay() {
        for (var userId : List.of("usr_1", "usr_2", "usr_3")) {
            recover.request(userId, ADMIN);
            recover.cancel(userId, ADMIN);
        }
        assertThat(recoveries.of("usr_3").orElseThrow().state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void theLinkIsStoredNowhereAndTravelsSealed() {
        recover.request("usr_1", ADMIN);
        var token = token().reveal();

        assertThat(stored("usr_1").toJson()).doesNotContain(token);
        for (var wrong : List.of("x", "rcv_" + "0".repeat(32), token.toUpperCase(Locale.ROOT), "r".repeat(99_999))) {
            assertThatThrownBy(() -> recover.complete(Secret.of(wrong), HERE)).isInstanceOf(Invalid.class);
        }
    }

    @Test
    void anAdministratorsResetTellsOfItself() {
        factors.reset("usr_1", ADMIN);

        assertThat(passkeys.of("usr_1")).isEmpty();
        assertThat(done)
                .containsExactly(
                        "sessions usr_1",
                        "factors usr_1",
                        "devices usr_1 factors-reset",
                        "factors usr_1 account.factors-reset.v1");
    }
}
