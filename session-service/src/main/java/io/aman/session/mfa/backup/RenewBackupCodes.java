package io.aman.session.mfa.backup;

import io.aman.platform.security.Caller;
import io.aman.platform.write.Change;
import io.aman.session.mfa.BackupCodes;
import io.aman.session.mfa.FactorEvents;
import io.aman.session.mfa.FactorRecords;
import io.aman.session.mfa.Factors;
import io.aman.session.mfa.MfaError.NoFactor;
import io.aman.session.mfa.SecondFactors;
import io.aman.session.token.StoredSecrets;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Makes new backup codes; those before are void. */
final class RenewBackupCodes {

    static final int CODES = 10;

    private final SecondFactors factors;
    private final FactorRecords records;
    private final FactorEvents events;
    private final StoredSecrets secrets;
    private final Clock clock;

    RenewBackupCodes(
            SecondFactors factors, FactorRecords records, FactorEvents events, StoredSecrets secrets, Clock clock) {
        this.factors = factors;
        this.records = records;
        this.events = events;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Makes them.
     *
     * @return what nobody sees again
     * @throws NoFactor when the person has none that they could stand in for
     */
    List<BackupCode> renew(Caller caller) {
        var userId = caller.userId();
        if (!factors.has(userId)) {
            throw new NoFactor();
        }
        var at = Factors.stored(clock.instant());
        var codes = Stream.generate(BackupCode::random).distinct().limit(CODES).toList();
        var hash = BackupHash.random();
        var kept = new BackupCodes(
                secrets.seal(hash.key(), Factors.backupContext(userId)),
                at,
                null,
                codes.stream()
                        .map(code -> new BackupCodes.One(hash.of(code), null))
                        .toList());
        return records.change(
                userId,
                before -> new Change<>(
                        before.withBackup(kept).withGuesses(before.guesses().allowedAgain(BackupFactor.KIND)),
                        List.of(events.backupCodesRenewed(userId, at, caller.actor())),
                        codes));
    }
}
