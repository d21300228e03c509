package io.aman.session.identity.embedded;

import io.aman.platform.Ids;
import io.aman.platform.page.Page;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.NewUser;
import io.aman.session.identity.Password;
import io.aman.session.identity.PasswordHashing;
import io.aman.session.identity.User;
import io.aman.session.identity.Verification;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The directory that needs nothing but the service's own database. */
final class EmbeddedDirectory implements IdentityProvider {

    private final Users users;
    private final PasswordHashing hashing;
    private final Clock clock;

    EmbeddedDirectory(Users users, PasswordHashing hashing, Clock clock) {
        this.users = users;
        this.hashing = hashing;
        this.clock = clock;
    }

    @Override
    public Verification verify(EmailAddress email, Password password) {
        var account = users.byEmail(email);
        var hash = account.map(Users.Account::passwordHash).orElseGet(hashing::decoy);
        boolean matches;
        try {
            matches = hashing.matches(password, hash);
        } catch (PasswordHashing.Busy _) {
            return new Verification.Unavailable();
        }
        var user = account.map(Users.Account::user).orElse(null);
        if (user == null || !matches) {
            return new Verification.Bad(user == null ? null : user.id());
        }
        return user.enabled() ? new Verification.Verified(user) : new Verification.Disabled(user.id());
    }

    @Override
    public Verification decoy(Password password) {
        try {
            var _ = hashing.matches(password, hashing.decoy());
            return new Verification.Bad(null);
        } catch (PasswordHashing.Busy _) {
            return new Verification.Unavailable();
        }
    }

    /** Hashes, reads and writes once for a new address and for a known one. */
    @Override
    public void register(NewUser user) {
        var account = account(user, User.ROLE_USER, hash(user.password()));
        var now = clock.instant();
        var known = users.byEmail(user.email());
        if (known.isEmpty() && !users.add(account, now)) {
            known = users.byEmail(user.email()); // somebody else was faster
        }
        known.ifPresent(owner -> users.tellRepeated(owner.user().id(), now));
    }

    @Override
    public Optional<User> find(String userId) {
        return users.byId(userId);
    }

    @Override
    public Page<User> search(@Nullable String query, int limit, @Nullable String cursor) {
        return users.search(query, limit, cursor);
    }

    @Override
    public List<User> enabledWith(String role, int limit) {
        return users.enabledWith(role, limit);
    }

    @Override
    public void setEnabled(String userId, boolean enabled) {
        users.setEnabled(userId, enabled);
    }

    @Override
    public void setRoles(String userId, Set<String> roles) {
        users.setRoles(userId, roles);
    }

    /** There are none: who is signed in is known by the sessions alone. */
    @Override
    public void endIdentitySession(String identitySession) {}

    @Override
    public boolean sendPasswordReset(String userId) {
        return false;
    }

    @Override
    public void endIdentitySessions(String userId) {}

    /** Creates the administrator of a new installation; whoever has the address already is left as they are. */
    boolean addAdministrator(NewUser user) {
        return users.byEmail(user.email()).isEmpty()
                && users.add(account(user, User.ROLE_ADMIN, hash(user.password())), clock.instant());
    }

    private static Users.Account account(NewUser user, String role, String hash) {
        return new Users.Account(
                new User(Ids.random("usr_"), user.email(), user.name(), user.language(), Set.of(role), true), hash);
    }

    private String hash(Password password) {
        try {
            return hashing.hash(password);
        } catch (PasswordHashing.Busy _) {
            throw new IdentityUnavailable("no capacity to hash a password");
        }
    }
}
