package io.aman.session.passkey;

import io.aman.events.Actor;
import io.aman.platform.write.Change;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.User;
import io.aman.session.mfa.FactorPolicy;
import io.aman.session.mfa.FactorRecords;
import io.aman.session.mfa.MfaError.FactorDemanded;
import io.aman.session.mfa.TrustedDevices;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A person's passkeys, once they are registered. */
final class OwnPasskeys {

    private static final String REMOVED = "factor-removed";

    private final Keyrings keyrings;
    private final PasskeyEvents events;
    private final FactorRecords others;
    private final FactorPolicy policy;
    private final TrustedDevices devices;
    private final Function<String, Optional<User>> people;

    /** @param people as the directory knows them */
    OwnPasskeys(
            Keyrings keyrings,
            PasskeyEvents events,
            FactorRecords others,
            FactorPolicy policy,
            TrustedDevices devices,
            Function<String, Optional<User>> people) {
        this.keyrings = keyrings;
        this.events = events;
        this.others = others;
        this.policy = policy;
        this.devices = devices;
        this.people = people;
    }

    List<Passkey> of(String userId) {
        return keyrings.of(userId).map(Keyring::keys).orElse(List.of());
    }

    /** @throws PasskeyError.NotFound when they have none of that id */
    Passkey rename(String userId, String id, PasskeyName name) {
        return keyrings.change(userId, ring -> ring.renamed(id, name.text()), PasskeyEvents::nothing)
                .key(id)
                .orElseThrow(PasskeyError.NotFound::new);
    }

    /**
     * Removes it; with the last factor go the backup codes, which stand in for nothing then. Devices are forgotten first,
     * so that none stays trusted whose trust a thief has earned by it, and once more, should one have been trusted in that
     * moment.
     *
     * @throws PasskeyError.NotFound when they have none of that id
     * @throws FactorDemanded when it is the last factor of somebody whose roles demand one
     * @throws IdentityUnavailable when the directory cannot answer now
     */
    void remove(String userId, String id, Actor by) {
        var another = hasAnother(userId);
        var kept = !another && people.apply(userId).map(policy::demands).orElse(false);
        keyrings.of(userId).ifPresentOrElse(ring -> without(ring, id, kept), () -> {
            throw new PasskeyError.NotFound();
        });
        devices.forgetAll(userId, REMOVED);
        var left = keyrings.change(userId, ring -> without(ring, id, kept), events.changes(by));
        devices.forgetAll(userId, REMOVED);
        if (left.keys().isEmpty() && !another) {
            others.change(userId, before -> Change.silent(before.withBackup(null), true));
        }
    }

    private static Keyring without(Keyring ring, String id, boolean lastIsKept) {
        var left = ring.without(id);
        if (left.keys().isEmpty() && lastIsKept) {
            throw new FactorDemanded();
        }
        return left;
    }

    private boolean hasAnother(String userId) {
        var factors = others.of(userId);
        return factors.phone() != null || factors.confirmed().findAny().isPresent();
    }
}
