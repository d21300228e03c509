package io.aman.session.mfa;

import io.aman.events.AccountEvent;
import io.aman.events.Actor;
import io.aman.events.FactorEvent.BackupCodeUsed;
import io.aman.events.FactorEvent.BackupCodesRenewed;
import io.aman.events.FactorEvent.CodeRequested;
import io.aman.events.FactorEvent.FactorAdded;
import io.aman.events.FactorEvent.FactorRemoved;
import io.aman.events.FactorEvent.FactorsDisabled;
import io.aman.platform.Secret;
import io.aman.platform.security.Sealed;
import io.aman.session.notice.NoticeSeal;
import io.aman.session.session.Origin;
import java.time.Instant;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** What is told of second factors; each change with the link that says "this was not me". */
public final class FactorEvents {

    private final NoticeSeal seal;
    private final Sealed sealed;

    FactorEvents(NoticeSeal seal, Sealed sealed) {
        this.seal = seal;
        this.sealed = sealed;
    }

    public AccountEvent added(String userId, String kind, @Nullable String name, Instant at, Actor by) {
        return new FactorAdded(userId, kind, name, at, by, seal.of(FactorAdded.class, userId, at));
    }

    public AccountEvent removed(String userId, String kind, @Nullable String name, Instant at, Actor by) {
        return new FactorRemoved(userId, kind, name, at, by, seal.of(FactorRemoved.class, userId, at));
    }

    public AccountEvent backupCodesRenewed(String userId, Instant at, Actor by) {
        return new BackupCodesRenewed(userId, at, by, seal.of(BackupCodesRenewed.class, userId, at));
    }

    public AccountEvent backupCodeUsed(String userId, int left, Instant at) {
        return new BackupCodeUsed(
                userId, left, at, Actor.user(userId, null), seal.of(BackupCodeUsed.class, userId, at));
    }

    /** Who guessed is not known; where they did it last is. */
    AccountEvent disabled(String userId, String kind, Instant at, Origin origin) {
        var by = new Actor("unknown", origin.address(), null);
        return new FactorsDisabled(userId, kind, at, by, seal.of(FactorsDisabled.class, userId, at));
    }

    /**
     * A code on its way.
     *
     * @param to a telephone number; null where it goes to the address of the account
     */
    public AccountEvent codeRequested(
            String userId,
            SentCode.Channel channel,
            String purpose,
            Secret code,
            @Nullable Secret to,
            Instant at,
            Actor by) {
        var secrets = new HashMap<String, String>();
        secrets.put(AccountEvent.CODE, code.reveal());
        if (to != null) {
            secrets.put(AccountEvent.TO, to.reveal());
        }
        var context = AccountEvent.sealingContext(CodeRequested.class, userId);
        return new CodeRequested(userId, channel.code(), purpose, at, by, sealed.seal(secrets, context));
    }
}
