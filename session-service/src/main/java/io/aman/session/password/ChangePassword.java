package io.aman.session.password;

import io.aman.events.Actor;
import io.aman.platform.Secret;
import io.aman.platform.security.Caller;
import io.aman.platform.security.ImpersonationNotAllowed;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.Password;
import io.aman.session.identity.PasswordDirectory;
import io.aman.session.identity.UnacceptableInput;
import io.aman.session.identity.User;
import io.aman.session.password.PasswordError.NotSignedIn;
import io.aman.session.password.PasswordError.WrongPassword;
import io.aman.session.password.SetPassword.How;
import io.aman.session.session.Origin;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Lets somebody who knows their password choose another one. */
final class ChangePassword {

    private final IdentityProvider identity;
    private final PasswordDirectory passwords;
    private final CurrentPassword current;
    private final SetPassword setPassword;
    private final ExpiredTokens tokens;
    private final Clock clock;

    ChangePassword(
            IdentityProvider identity,
            PasswordDirectory passwords,
            CurrentPassword current,
            SetPassword setPassword,
            ExpiredTokens tokens,
            Clock clock) {
        this.identity = identity;
        this.passwords = passwords;
        this.current = current;
        this.setPassword = setPassword;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Of somebody who is signed in; all their sessions end, this one too. Where people sign in at the directory's own
     * pages, a fresh sign-in there stands for the present password.
     *
     * @param present null where none is checked here
     * @throws PasswordError when it may not be chosen, or the present one is wrong; nothing has changed
     * @throws ImpersonationNotAllowed to who acts as somebody else
     */
    void change(Caller caller, @Nullable Password present, Password chosen, Origin origin) {
        if (caller.impersonator() != null) {
            throw new ImpersonationNotAllowed();
        }
        if (!identity.checksPasswords()) {
            caller.requireFreshSignIn(clock.instant());
        }
        change(account(caller.userId()), null, present, chosen, How.CHANGED, origin, caller.actor());
    }

    /**
     * Of somebody whose password has expired; nobody is signed in by it.
     *
     * @param token of {@link PasswordError.Expired}
     * @throws PasswordError when it may not be chosen, or the present one or the token is wrong; nothing has changed
     */
    void changeExpired(Secret token, Password present, Password chosen, Origin origin) {
        var claim = tokens.read(token);
        var by = Actor.user(claim.userId(), origin.address());
        change(account(claim.userId()), claim.mark(), present, chosen, How.EXPIRED, origin, by);
    }

    private void change(
            User user,
            @Nullable String mark,
            @Nullable Password present,
            Password chosen,
            How how,
            Origin origin,
            Actor by) {
        // Before the password is checked: whoever changes it in between was faster.
        var state = passwords.stateOf(user.id()).orElseThrow(WrongPassword::new);
        if (mark != null && !mark.equals(state.mark())) {
            throw new NotSignedIn();
        }
        if (identity.checksPasswords()) {
            if (present == null) {
                throw new UnacceptableInput("current", "is missing");
            }
            current.require(user, present, origin);
        }
        if (!setPassword.set(user, chosen, identity.checksPasswords() ? present : null, state.mark(), how, by)) {
            throw new WrongPassword();
        }
    }

    private User account(String userId) {
        return identity.find(userId).filter(User::enabled).orElseThrow(NotSignedIn::new);
    }
}
