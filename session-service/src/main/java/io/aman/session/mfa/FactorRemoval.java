package io.aman.session.mfa;

import io.aman.platform.security.Caller;
import io.aman.platform.write.Change;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.mfa.MfaError.FactorDemanded;
import io.aman.session.mfa.MfaError.FactorNotFound;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes a factor away from its owner, but never the last one of somebody who has to have one. */
public final class FactorRemoval {

    /** @param name of what is gone, where it has one */
    public record Removed(Factors after, @Nullable String name) {}

    private final SecondFactors factors;
    private final FactorRecords records;
    private final FactorPolicy policy;
    private final TrustedDevices devices;
    private final FactorEvents events;
    private final IdentityProvider identity;
    private final Clock clock;

    FactorRemoval(
            SecondFactors factors,
            FactorRecords records,
            FactorPolicy policy,
            TrustedDevices devices,
            FactorEvents events,
            IdentityProvider identity,
            Clock clock) {
        this.factors = factors;
        this.records = records;
        this.policy = policy;
        this.devices = devices;
        this.events = events;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * Removes one. With the last one go the backup codes, which stand in for nothing then. Trusted devices are forgotten
     * before: a crash in between leaves none trusted.
     *
     * @param rule takes it away, or throws {@link FactorNotFound}
     * @throws FactorDemanded when it is the last one of somebody whose roles demand one
     * @throws IdentityUnavailable when the directory cannot answer now
     */
    public void remove(Caller caller, String kind, Function<Factors, Removed> rule) {
        var userId = caller.userId();
        var demanded = identity.find(userId).map(policy::demands).orElse(false);
        var elsewhere = factors.hasElsewhere(userId);
        var _ = after(records.of(userId), rule, elsewhere, demanded);
        devices.forgetAll(userId, "factor-removed");
        var at = Factors.stored(clock.instant());
        var _ = records.change(userId, before -> {
            var removed = after(before, rule, elsewhere, demanded);
            var told = events.removed(userId, kind, removed.name(), at, caller.actor());
            return new Change<>(removed.after(), List.of(told), true);
        });
    }

    private static Removed after(Factors before, Function<Factors, Removed> rule, boolean elsewhere, boolean demanded) {
        var removed = rule.apply(before);
        if (elsewhere || removed.after().haveOne()) {
            return removed;
        }
        if (demanded) {
            throw new FactorDemanded();
        }
        return new Removed(removed.after().withBackup(null), removed.name());
    }
}
