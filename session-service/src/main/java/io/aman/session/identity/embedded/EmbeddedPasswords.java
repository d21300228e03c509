package io.aman.session.identity.embedded;

import io.aman.events.DomainEvent;
import io.aman.platform.Ids;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.NewPassword;
import io.aman.session.identity.Password;
import io.aman.session.identity.PasswordDirectory;
import io.aman.session.identity.PasswordHashing;
import io.aman.session.identity.PasswordOutcome;
import io.aman.session.identity.PasswordState;
import io.aman.session.identity.User;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The passwords of the embedded directory. */
final class EmbeddedPasswords implements PasswordDirectory {

    private final Users users;
    private final MongoUserPasswords passwords;
    private final PasswordHashing hashing;
    private final Clock clock;

    EmbeddedPasswords(Users users, MongoUserPasswords passwords, PasswordHashing hashing, Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.hashing = hashing;
        this.clock = clock;
    }

    @Override
    public Optional<User> withAddress(EmailAddress email) {
        return users.byEmail(email).map(Users.Account::user);
    }

    @Override
    public Optional<PasswordState> stateOf(String userId) {
        return passwords.of(userId).map(stored -> new PasswordState(mark(stored), stored.changedAt()));
    }

    @Override
    public PasswordOutcome set(String userId, NewPassword chosen) {
        var stored = passwords.of(userId);
        if (stored.isEmpty() || !mark(stored.get()).equals(chosen.over())) {
            return PasswordOutcome.REPLACED_MEANWHILE;
        }
        var last = stored.get().hashes().stream().limit(chosen.history()).toList();
        try {
            if (last.stream().anyMatch(hash -> hashing.matches(chosen.password(), hash))) {
                return PasswordOutcome.USED_BEFORE;
            }
            return replaced(userId, stored.get(), chosen.password(), chosen)
                    ? PasswordOutcome.SET
                    : PasswordOutcome.REPLACED_MEANWHILE;
        } catch (PasswordHashing.Busy _) {
            throw new IdentityUnavailable("no capacity to hash a password");
        }
    }

    private boolean replaced(String userId, MongoUserPasswords.Stored stored, Password password, NewPassword chosen) {
        var keep = Math.max(0, chosen.history() - 1);
        return passwords.replace(userId, stored, hashing.hash(password), keep, clock.instant(), chosen.told());
    }

    @Override
    public List<Aging> aging(Instant setAfter, Instant setBefore, int days, int limit) {
        return passwords.aging(setAfter, setBefore, days, limit);
    }

    @Override
    public boolean tellOnce(Aging person, int days, DomainEvent told) {
        return passwords.tellOnce(person, days, clock.instant(), told);
    }

    /** A salt is in it, so that the mark says nothing of the password. */
    private static String mark(MongoUserPasswords.Stored stored) {
        return Ids.derived("pwd_", stored.hashes().getFirst());
    }
}
