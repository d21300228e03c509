package io.aman.session.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aman.platform.Secret;
import io.aman.platform.security.Sealed;
import io.aman.platform.write.Change;
import io.aman.session.token.StoredSecrets;
import io.aman.session.token.TestSecrets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResealingTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Secret SEED = Secret.of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

    private final StoredFactors stored = new StoredFactors();
    private final StoredSecrets old = TestSecrets.stored(1, null);
    private final StoredSecrets both = TestSecrets.stored(2, 1);
    private final StoredSecrets renewed = TestSecrets.stored(2, null);

    private void enrol(String userId) {
        var now = stored.clock.instant();
        stored.records.change(userId, before -> {
            var seed = old.seal(SEED, Factors.seedContext(userId, "totp_1"));
            var key = old.seal(SEED, Factors.backupContext(userId));
            var number = old.seal(SEED, Factors.phoneContext(userId));
            return Change.silent(
                    before.with(Authenticator.added("totp_1", "app", seed, now))
                            .withBackup(new BackupCodes(key, now, null, List.of(new BackupCodes.One("h", null))))
                            .withPhones(new Phone(number, "k", "+1 … 00", now, null), null),
                    true);
        });
    }

    @Test
    void afterASweepNothingLiesUnderTheFormerKey() {
        enrol("usr_1");
        enrol("usr_2");
        var before = stored.records.of("usr_1");

        assertThat(new Resealing(stored.records, both, NEVER).all()).isEqualTo(2);

        for (var userId : new String[] {"usr_1", "usr_2"}) {
            var after = stored.records.of(userId);
            var seed = after.authenticators().getFirst().seed();
            assertThat(renewed.open(seed, Factors.seedContext(userId, "totp_1")))
                    .isEqualTo(SEED);
            assertThat(after.secrets())
                    .hasSize(3)
                    .allMatch(text -> !before.secrets().toList().contains(text));
        }
        assertThat(new Resealing(stored.records, both, NEVER).all()).isZero();
        assertThat(new Resealing(stored.records, renewed, NEVER).all()).isZero();
    }

    /** As the runbook changes the key: behind, in front, alone; instances are replaced one after the other. */
    @Test
    void whileTheKeyIsChangedWhatOneInstanceSealsOpensAtTheOther() {
        var behind = TestSecrets.stored(1, 2);

        for (var beside : List.of(List.of(old, behind), List.of(behind, both), List.of(both, renewed))) {
            var sealed = beside.getLast().seal(SEED, "usr_1");
            assertThat(beside.getFirst().open(sealed, "usr_1")).isEqualTo(SEED);
        }
        for (var beside : List.of(List.of(old, behind), List.of(behind, both))) {
            var sealed = beside.getFirst().seal(SEED, "usr_1");
            assertThat(beside.getLast().open(sealed, "usr_1")).isEqualTo(SEED);
        }
        var inTwoSteps = both.seal(SEED, "usr_1");
        assertThatExceptionOfType(Sealed.NotOpened.class).isThrownBy(() -> old.open(inTwoSteps, "usr_1"));
    }

    @Test
    void aSeedOpensForItsPersonAndAuthenticatorAlone() {
        var sealed = old.seal(SEED, Factors.seedContext("usr_1", "totp_1"));

        assertThatExceptionOfType(Sealed.NotOpened.class)
                .isThrownBy(() -> old.open(sealed, Factors.seedContext("usr_2", "totp_1")));
        assertThatExceptionOfType(Sealed.NotOpened.class)
                .isThrownBy(() -> old.open(sealed, Factors.seedContext("usr_1", "totp_2")));
        assertThatExceptionOfType(Sealed.NotOpened.class)
                .isThrownBy(() -> renewed.open(sealed, Factors.seedContext("usr_1", "totp_1")));
    }
}
