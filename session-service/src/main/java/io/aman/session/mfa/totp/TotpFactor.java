package io.aman.session.mfa.totp;

import io.aman.events.AccountEvent;
import io.aman.platform.Secret;
import io.aman.platform.write.Change;
import io.aman.session.mfa.Authenticator;
import io.aman.session.mfa.Challenge;
import io.aman.session.mfa.FactorRecords;
import io.aman.session.mfa.Factors;
import io.aman.session.mfa.SecondFactor;
import io.aman.session.token.StoredSecrets;
import java.time.Clock;
import java.time.Instant;

/** A code of any of a person's authenticators: each one's codes count once, by the step that is kept with it. */
final class TotpFactor implements SecondFactor {

    static final String KIND = "totp";

    private final Totp totp;
    private final FactorRecords records;
    private final StoredSecrets secrets;
    private final Clock clock;

    TotpFactor(Totp totp, FactorRecords records, StoredSecrets secrets, Clock clock) {
        this.totp = totp;
        this.records = records;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String amr() {
        return "otp";
    }

    @Override
    public boolean enrolled(String userId) {
        return records.of(userId).confirmed().findAny().isPresent();
    }

    @Override
    public boolean verify(String userId, Challenge challenge, Secret answer) {
        var now = Factors.stored(clock.instant());
        return records.change(userId, before -> accepted(before, answer, now));
    }

    private Change<Factors, AccountEvent, Boolean> accepted(Factors before, Secret answer, Instant now) {
        for (var one : before.confirmed().toList()) {
            var step = totp.stepOf(answer.reveal(), seed(before.userId(), one), one.step(), now);
            if (step.isPresent()) {
                return Change.silent(before.with(one.used(now, step.getAsLong())), true);
            }
        }
        return Change.silent(before, false);
    }

    private byte[] seed(String userId, Authenticator one) {
        return new Seed(secrets.open(one.seed(), Factors.seedContext(userId, one.id()))).bytes();
    }
}
