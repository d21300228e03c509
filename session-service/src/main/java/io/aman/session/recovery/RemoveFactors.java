package io.aman.session.recovery;

import io.aman.events.AccountEvent;
import io.aman.events.Actor;
import io.aman.events.FactorEvent.FactorsReset;
import io.aman.platform.write.Change;
import io.aman.session.mfa.FactorRecords;
import io.aman.session.mfa.TrustedDevices;
import io.aman.session.notice.NoticeSeal;
import io.aman.session.passkey.RemovePasskeys;
import io.aman.session.session.EndReason;
import io.aman.session.session.People;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Takes every second factor of a person away, and whatever was opened with one. Each step may be done twice: whatever
 * breaks off half way is made good by doing it again.
 */
public final class RemoveFactors {

    private final RemovePasskeys passkeys;
    private final FactorRecords records;
    private final TrustedDevices devices;
    private final People people;
    private final NoticeSeal seal;
    private final Clock clock;

    RemoveFactors(
            RemovePasskeys passkeys,
            FactorRecords records,
            TrustedDevices devices,
            People people,
            NoticeSeal seal,
            Clock clock) {
        this.passkeys = passkeys;
        this.records = records;
        this.devices = devices;
        this.people = people;
        this.seal = seal;
        this.clock = clock;
    }

    /** An administrator does it at once, and the owner is told; told last, so that it is told of nothing that did not happen. */
    public void reset(String userId, Actor by) {
        remove(userId, by, "factors-reset");
        var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        tell(userId, new FactorsReset(userId, at, by, seal.of(FactorsReset.class, userId, at)));
    }

    private void tell(String userId, AccountEvent told) {
        records.change(userId, before -> new Change<>(before.reset(), List.of(told), true));
    }

    /** The sessions first: none of them gives itself another factor meanwhile. */
    void remove(String userId, Actor by, String reason) {
        people.endAll(userId, EndReason.TERMINATED, by);
        passkeys.of(userId);
        records.change(userId, before -> Change.silent(before.reset(), true));
        devices.forgetAll(userId, reason);
    }
}
