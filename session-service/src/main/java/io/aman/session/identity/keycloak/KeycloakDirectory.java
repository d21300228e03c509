package io.aman.session.identity.keycloak;

import io.aman.platform.Ids;
import io.aman.platform.page.InvalidCursor;
import io.aman.platform.page.Page;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.NewUser;
import io.aman.session.identity.Password;
import io.aman.session.identity.User;
import io.aman.session.identity.Verification;
import io.aman.session.identity.keycloak.KeycloakPasswordClient.Answer;
import io.aman.session.identity.oidc.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keycloak as the directory. A user's id is ours; who it is there is known to {@link MongoKnownPeople}. */
final class KeycloakDirectory implements IdentityProvider, Subjects {

    private static final int ROLE_PAGE = 50;
    private static final Pattern OFFSET = Pattern.compile("[0-9]{1,8}");

    private final KeycloakPeopleClient people;
    private final MongoKnownPeople known;
    private final @Nullable KeycloakPasswordClient passwords;

    /** @param passwords absent where people sign in at Keycloak's own pages only */
    KeycloakDirectory(KeycloakPeopleClient people, MongoKnownPeople known, @Nullable KeycloakPasswordClient passwords) {
        this.people = people;
        this.known = known;
        this.passwords = passwords;
    }

    @Override
    public boolean checksPasswords() {
        return passwords != null;
    }

    /** Asks the same of Keycloak for a known address and for an unknown one, which Keycloak hashes for as well. */
    @Override
    public Verification verify(EmailAddress email, Password password) {
        if (passwords == null) {
            return new Verification.Unavailable();
        }
        try {
            return switch (passwords.check(email, password)) {
                case Answer.Right right -> verified(right.subject());
                case Answer.Wrong _ -> new Verification.Bad(idOf(email));
                case Answer.Closed _ -> closed(email, password);
            };
        } catch (IdentityUnavailable _) {
            return new Verification.Unavailable();
        }
    }

    @Override
    public Verification decoy(Password password) {
        var nobody = new EmailAddress(Ids.random("nobody-") + "@aman.invalid");
        return verify(nobody, password) instanceof Verification.Bad
                ? new Verification.Bad(null)
                : new Verification.Unavailable();
    }

    private Verification verified(String subject) {
        var user = people.find(subject).map(this::user);
        if (user.isEmpty()) {
            return new Verification.Bad(null);
        }
        return user.get().enabled()
                ? new Verification.Verified(user.get())
                : new Verification.Disabled(user.get().id());
    }

    /** Keycloak looks at no password of a closed account, so that one is hashed for nobody. */
    private Verification closed(EmailAddress email, Password password) {
        var id = idOf(email);
        if (decoy(password) instanceof Verification.Unavailable || id == null) {
            return new Verification.Unavailable();
        }
        return new Verification.Disabled(id);
    }

    private @Nullable String idOf(EmailAddress email) {
        return people.subjectOf(email).map(known::idOf).orElse(null);
    }

    @Override
    public void register(NewUser user) {
        var created = people.create(user);
        var subject = created.or(() -> people.subjectOf(user.email()));
        var id = subject.flatMap(people::find).map(known::remember);
        if (created.isEmpty()) {
            id.ifPresent(known::tellRepeated);
        }
    }

    @Override
    public Optional<User> find(String userId) {
        return known.subjectOf(userId).flatMap(people::find).map(this::user);
    }

    @Override
    public Optional<User> bySubject(String subject) {
        return people.find(subject).map(this::user);
    }

    @Override
    public String idOf(String subject) {
        return known.idOf(subject);
    }

    @Override
    public void setEnabled(String userId, boolean enabled) {
        change(userId, subject -> people.setEnabled(subject, enabled));
    }

    @Override
    public void setRoles(String userId, Set<String> roles) {
        change(userId, subject -> people.setRoles(subject, roles));
    }

    @Override
    public void endIdentitySessions(String userId) {
        change(userId, people::endSessions);
    }

    @Override
    public void endIdentitySession(String identitySession) {
        people.endSession(identitySession);
    }

    @Override
    public boolean sendPasswordReset(String userId) {
        change(userId, people::sendPasswordReset);
        return true;
    }

    @Override
    public List<User> enabledWith(String role, int limit) {
        var found = new ArrayList<User>();
        for (var from = 0; found.size() < limit; from += ROLE_PAGE) {
            var page = people.withRole(role, from, ROLE_PAGE);
            page.stream()
                    .filter(KeycloakPeopleClient.Entry::enabled)
                    .map(this::user)
                    .forEach(found::add);
            if (page.size() < ROLE_PAGE) {
                break;
            }
        }
        return List.copyOf(found.subList(0, Math.min(limit, found.size())));
    }

    private void change(String userId, Consumer<String> change) {
        known.subjectOf(userId).ifPresent(change);
    }

    @Override
    public Page<User> search(@Nullable String query, int limit, @Nullable String cursor) {
        if (query != null && query.startsWith("usr_")) {
            return new Page<>(find(query).map(List::of).orElse(List.of()), null);
        }
        return page(query, limit, offset(cursor));
    }

    /** Keycloak finds by names as well: those are left out, and the next ones asked for. */
    private Page<User> page(@Nullable String query, int limit, int from) {
        var found = new ArrayList<User>();
        var place = from;
        while (true) {
            var asked = people.search(query, place, limit + 1);
            for (var person : asked) {
                if (found.size() == limit) {
                    return new Page<>(found, String.valueOf(place));
                }
                place++;
                person.filter(entry -> query == null || entry.email().value().startsWith(query))
                        .ifPresent(entry -> found.add(user(entry)));
            }
            if (asked.size() <= limit) {
                return new Page<>(found, null);
            }
        }
    }

    private static int offset(@Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        if (!OFFSET.matcher(cursor).matches()) {
            throw new InvalidCursor();
        }
        return Integer.parseInt(cursor);
    }

    private User user(KeycloakPeopleClient.Entry person) {
        var id = known.remember(person);
        return new User(id, person.email(), person.name(), person.language(), person.roles(), person.enabled());
    }
}
