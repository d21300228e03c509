package io.aman.session.access;

import io.aman.events.AccessEvent.PasswordResetSent;
import io.aman.events.AccessEvent.UserDisabled;
import io.aman.events.AccessEvent.UserEnabled;
import io.aman.events.AccessEvent.UserRolesChanged;
import io.aman.events.AccessEvent.UserUnlocked;
import io.aman.platform.security.AccessToken;
import io.aman.platform.security.Caller;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.UnacceptableInput;
import io.aman.session.identity.User;
import io.aman.session.session.EndReason;
import io.aman.session.session.People;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What administrators do to accounts: the directory first, then the person, so that no token says that it is newer than
 * what it permits. Whatever fails half way is made good by doing it again.
 *
 * <p>Every one of these throws {@link AccessError} for a broken rule, and {@link IdentityUnavailable}.
 */
final class AdministerUsers {

    static final int MAX_ROLES = 20;

    private final IdentityProvider identity;
    private final People people;
    private final Roles roles;
    private final Administrators administrators;
    private final SignInHolds holds;
    private final PasswordLinks passwordLinks;
    private final Impersonations impersonations;

    AdministerUsers(
            IdentityProvider identity,
            People people,
            Roles roles,
            Administrators administrators,
            SignInHolds holds,
            PasswordLinks passwordLinks,
            Impersonations impersonations) {
        this.impersonations = impersonations;
        this.identity = identity;
        this.people = people;
        this.roles = roles;
        this.administrators = administrators;
        this.holds = holds;
        this.passwordLinks = passwordLinks;
    }

    void enable(String userId, Caller caller, Reason reason) {
        var user = administered(userId, caller);
        identity.setEnabled(user.id(), true);
        people.tell(user.id(), new UserEnabled(user.id(), caller.actor(reason.text())));
    }

    /** Closes the account and ends whatever is signed in to it, and whatever they have begun as somebody else. */
    void disable(String userId, Caller caller, Reason reason) {
        var user = administered(userId, caller);
        if (user.id().equals(caller.userId())) {
            throw new AccessError.OwnAccount();
        }
        administrators.keepingAnother(user.id(), () -> identity.setEnabled(user.id(), false));
        var by = caller.actor(reason.text());
        people.endAll(user.id(), EndReason.USER_DISABLED, by, new UserDisabled(user.id(), by));
        impersonations.endOf(user.id(), EndReason.USER_DISABLED, by);
        identity.endIdentitySessions(user.id());
    }

    /** Gives the person exactly these roles; what their tokens permitted is refreshed before it is accepted again. */
    void changeRoles(String userId, Set<String> wanted, Caller caller, Reason reason) {
        var user = administered(userId, caller);
        var table = roles.current();
        var added = new TreeSet<>(wanted);
        added.removeAll(user.roles());
        if (wanted.size() > MAX_ROLES || !added.stream().allMatch(table::defines)) {
            throw new UnacceptableInput("roles", "are too many, or name one that nobody defined");
        }
        Authority.of(caller).requireToGive(table.permissionsOf(added));
        Runnable change = () -> identity.setRoles(user.id(), wanted);
        if (wanted.contains(User.ROLE_ADMIN)) {
            change.run();
        } else {
            administrators.keepingAnother(user.id(), change);
        }
        var by = caller.actor(reason.text());
        people.permissionsChanged(user.id(), new UserRolesChanged(user.id(), sorted(user.roles()), sorted(wanted), by));
        if (!AccessToken.permits(table.permissionsOf(wanted), Impersonations.PERMISSION)) {
            impersonations.endOf(user.id(), EndReason.TERMINATED, by);
        }
    }

    /** Lets the person sign in again at once, however many attempts there were. */
    void unlock(String userId, Caller caller, Reason reason) {
        var user = administered(userId, caller);
        if (!holds.lift(user.email())) {
            throw new AccessError.UnlockUnavailable();
        }
        people.tell(user.id(), new UserUnlocked(user.id(), caller.actor(reason.text())));
    }

    /**
     * Has the person sent a link to choose a new password, by the directory where it sends one of its own; administrators
     * never choose one (ASVS 6.4.6).
     */
    void sendPasswordReset(String userId, Caller caller, Reason reason) {
        var user = administered(userId, caller);
        if (!identity.sendPasswordReset(user.id())) {
            passwordLinks.sendTo(user, caller.actor(reason.text()));
        }
        people.tell(user.id(), new PasswordResetSent(user.id(), caller.actor(reason.text())));
    }

    private User administered(String userId, Caller caller) {
        var user = identity.find(userId).orElseThrow(AccessError.UserNotFound::new);
        Authority.of(caller).requireOver(roles.current().permissionsOf(user.roles()));
        return user;
    }

    private static List<String> sorted(Set<String> names) {
        return List.copyOf(new TreeSet<>(names));
    }
}
