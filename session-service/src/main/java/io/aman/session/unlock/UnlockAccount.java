package io.aman.session.unlock;

import io.aman.events.AccessEvent.UserUnlocked;
import io.aman.events.Actor;
import io.aman.platform.Secret;
import io.aman.session.access.SignInHolds;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.User;
import io.aman.session.notice.SignedLinks;
import io.aman.session.session.OneUse;
import io.aman.session.session.People;

/**
 * Opens a locked account by a link, once. Whoever guesses on may lock it again, but not the device at which the link was
 * opened: that is known from then on.
 */
final class UnlockAccount {

    private final SignedLinks links;
    private final IdentityProvider identity;
    private final People people;
    private final SignInHolds holds;
    private final OwnersDevices devices;

    UnlockAccount(
            SignedLinks links, IdentityProvider identity, People people, SignInHolds holds, OwnersDevices devices) {
        this.links = links;
        this.identity = identity;
        this.people = people;
        this.holds = holds;
        this.devices = devices;
    }

    /**
     * Forgets all attempts up to now, here and at security-service. A crash in between leaves the link good.
     *
     * @return what the device is to show with its next sign-in
     * @throws UnlockError.LinkInvalid when it is none of ours, over, used, or of somebody who may not sign in any more
     * @throws UnlockError.Unavailable when nothing could be opened; the link stays good
     */
    Secret unlock(Secret token, String address) {
        var claim = links.read(token).orElseThrow(UnlockError.LinkInvalid::new);
        var use = new OneUse(claim.id(), claim.expiresAt());
        var user = identity.find(claim.userId()).filter(User::enabled).orElseThrow(UnlockError.LinkInvalid::new);
        if (people.of(user.id()).hasSpent(use)) {
            throw new UnlockError.LinkInvalid();
        }
        if (!holds.lift(user.email())) {
            throw new UnlockError.Unavailable();
        }
        if (!people.spend(user.id(), use, new UserUnlocked(user.id(), new Actor("link:unlock", address, null)))) {
            throw new UnlockError.LinkInvalid();
        }
        return devices.known(user, address);
    }
}
