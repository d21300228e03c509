package io.aman.session.access;

import io.aman.platform.page.Page;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.NewUser;
import io.aman.session.identity.Password;
import io.aman.session.identity.User;
import io.aman.session.identity.Verification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/** A directory in memory in which nobody signs in. */
final class FakeDirectory implements IdentityProvider {

    private final Map<String, User> users = new ConcurrentSkipListMap<>();
    volatile boolean away;

    void add(String userId, String... roles) {
        users.put(
                userId,
                new User(
                        userId,
                        new EmailAddress(userId.replace('_', '.') + "@example.com"),
                        "Noor",
                        "en",
                        Set.of(roles),
                        true));
    }

    @Override
    public Optional<User> find(String userId) {
        return Optional.ofNullable(users.get(userId));
    }

    @Override
    public List<User> enabledWith(String role, int limit) {
        return users.values().stream()
                .filter(user -> user.enabled() && user.roles().contains(role))
                .limit(limit)
                .toList();
    }

    @Override
    public void setEnabled(String userId, boolean enabled) {
        change(userId, user -> new User(user.id(), user.email(), user.name(), user.language(), user.roles(), enabled));
    }

    @Override
    public void setRoles(String userId, Set<String> roles) {
        change(userId, user -> new User(user.id(), user.email(), user.name(), user.language(), roles, user.enabled()));
    }

    private void change(String userId, UnaryOperator<User> change) {
        if (away) {
            throw new IdentityUnavailable("no answer");
        }
        users.computeIfPresent(userId, (_, user) -> change.apply(user));
    }

    @Override
    public void endIdentitySession(String identitySession) {}

    @Override
    public boolean sendPasswordReset(String userId) {
        return false;
    }

    @Override
    public void endIdentitySessions(String userId) {}

    @Override
    public Page<User> search(String query, int limit, String cursor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Verification verify(EmailAddress email, Password password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Verification decoy(Password password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void register(NewUser user) {
        throw new UnsupportedOperationException();
    }
}
