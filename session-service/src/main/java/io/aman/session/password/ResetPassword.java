package io.aman.session.password;

import io.aman.events.Actor;
import io.aman.platform.Secret;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.Password;
import io.aman.session.identity.User;
import io.aman.session.password.PasswordError.LinkInvalid;
import io.aman.session.password.SetPassword.How;
import io.aman.session.session.Origin;
import java.time.Clock;

/** Lets the holder of a link choose a new password. It signs nobody in, and no second factor is spared. */
final class ResetPassword {

    private final ResetLinks links;
    private final IdentityProvider identity;
    private final SetPassword setPassword;
    private final Clock clock;

    ResetPassword(ResetLinks links, IdentityProvider identity, SetPassword setPassword, Clock clock) {
        this.links = links;
        this.identity = identity;
        this.setPassword = setPassword;
        this.clock = clock;
    }

    /**
     * Sets it, once: a link names the password that it replaces, so that two who hold it cannot both.
     *
     * @throws LinkInvalid for a link that was used, is over, or was voided by a newer one, a change of the password or of
     *     the address
     * @throws PasswordError when the password may not be chosen; the link stays good
     */
    void reset(Secret token, Password chosen, Origin origin) {
        var link = links.find(token, clock.instant()).orElseThrow(LinkInvalid::new);
        var user = identity.find(link.userId())
                .filter(User::enabled)
                .filter(owner -> owner.email().value().equals(link.email()))
                .orElseThrow(LinkInvalid::new);
        var by = Actor.user(user.id(), origin.address());
        if (!setPassword.set(user, chosen, null, link.over(), How.RESET, by)) {
            throw new LinkInvalid();
        }
        links.remove(user.id());
    }
}
