package io.aman.session.mfa.backup;

import io.aman.events.AccountEvent;
import io.aman.platform.Secret;
import io.aman.platform.write.Change;
import io.aman.session.mfa.Challenge;
import io.aman.session.mfa.FactorEvents;
import io.aman.session.mfa.FactorRecords;
import io.aman.session.mfa.Factors;
import io.aman.session.mfa.SecondFactor;
import io.aman.session.token.StoredSecrets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A backup code: it counts once, and the owner is told that it was used and how many are left. */
final class BackupFactor implements SecondFactor {

    static final String KIND = "backup-codes";

    private final FactorRecords records;
    private final FactorEvents events;
    private final StoredSecrets secrets;
    private final Clock clock;

    BackupFactor(FactorRecords records, FactorEvents events, StoredSecrets secrets, Clock clock) {
        this.records = records;
        this.events = events;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** RFC 8176 has no name of its own for a code on paper. */
    @Override
    public String amr() {
        return "otp";
    }

    @Override
    public Standing standing() {
        return Standing.SUBSTITUTE;
    }

    @Override
    public boolean enrolled(String userId) {
        return records.of(userId).backupCodesLeft() > 0;
    }

    @Override
    public boolean verify(String userId, Challenge challenge, Secret answer) {
        var now = Factors.stored(clock.instant());
        return BackupCode.typed(answer)
                .map(code -> records.change(userId, before -> accepted(before, code, now)))
                .orElse(false);
    }

    private Change<Factors, AccountEvent, Boolean> accepted(Factors before, BackupCode code, Instant now) {
        var backup = before.backup();
        if (backup == null) {
            return Change.silent(before, false);
        }
        var userId = before.userId();
        var hash = new BackupHash(secrets.open(backup.key(), Factors.backupContext(userId))).of(code);
        if (!backup.counts(hash)) {
            return Change.silent(before, false);
        }
        var after = before.withBackup(backup.without(hash, now));
        return new Change<>(after, List.of(events.backupCodeUsed(userId, after.backupCodesLeft(), now)), true);
    }
}
