package io.aman.session.identity.keycloak;

import io.aman.platform.Ids;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.NewUser;
import io.aman.session.identity.Password;
import io.aman.session.identity.PasswordState;
import io.aman.session.identity.UnacceptableInput;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** People and their roles by Keycloak's admin interface. */
final class KeycloakPeopleClient {

    /** Roles that Keycloak has of itself; they grant nothing here. */
    private static final Set<String> BUILT_IN = Set.of("offline_access", "uma_authorization");

    private static final String DEFAULT_ROLES = "default-roles-";
    private static final String LANGUAGE = "language";
    private static final List<String> UPDATE_PASSWORD = List.of("UPDATE_PASSWORD");
    private static final int RESET_SECONDS = 3600;
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;
    private static final int BAD_REQUEST = 400;

    /** @param subject Keycloak's id of the person */
    record Entry(
            String subject, EmailAddress email, String name, String language, Set<String> roles, boolean enabled) {}

    private final KeycloakRealm realm;

    KeycloakPeopleClient(KeycloakRealm realm) {
        this.realm = realm;
    }

    /** Empty for nobody, and for an account that no person has: one without an e-mail address. */
    Optional<Entry> find(String subject) {
        return realm.ask(keycloak -> {
            try {
                var person = keycloak.users().get(subject);
                return entry(representation(person, subject), person);
            } catch (NotFoundException _) {
                return Optional.empty();
            }
        });
    }

    Optional<String> subjectOf(EmailAddress email) {
        return realm.ask(keycloak -> keycloak.users().searchByEmail(email.value(), true).stream()
                .map(UserRepresentation::getId)
                .findFirst());
    }

    /**
     * Creates an account.
     *
     * @return its subject; empty when somebody has the address
     */
    Optional<String> create(NewUser user) {
        return realm.ask(keycloak -> {
            try (var response = keycloak.users().create(representation(user))) {
                return switch (response.getStatus()) {
                    case CREATED -> Optional.of(CreatedResponseUtil.getCreatedId(response));
                    case CONFLICT -> Optional.empty();
                    // Its own rules; ours were kept already. What it says may quote what was typed.
                    case BAD_REQUEST -> throw new UnacceptableInput("email", "or another field is not acceptable");
                    default -> throw new IdentityUnavailable("Keycloak answers " + response.getStatus());
                };
            }
        });
    }

    void setEnabled(String subject, boolean enabled) {
        change(subject, person -> {
            var representation = representation(person, subject);
            representation.setEnabled(enabled);
            person.update(representation);
        });
    }

    /** Takes away first: what fails half way never leaves more than is meant. */
    void setRoles(String subject, Set<String> wanted) {
        change(subject, person -> {
            var mapped = person.roles().realmLevel();
            var direct = mapped.listAll();
            var add = named(mapped.listAvailable(), name -> isOurs(name) && wanted.contains(name));
            var known = names(direct);
            known.addAll(names(add));
            if (!known.containsAll(wanted)) {
                throw new UnacceptableInput("roles", "has a role that the directory does not know");
            }
            var remove = named(direct, name -> isOurs(name) && !wanted.contains(name));
            if (!remove.isEmpty()) {
                mapped.remove(remove);
            }
            if (!add.isEmpty()) {
                mapped.add(add);
            }
            withoutInherited(mapped, wanted);
        });
    }

    /** What everybody has by default goes only with the role that gives it. */
    private static void withoutInherited(RoleScopeResource mapped, Set<String> wanted) {
        if (!wanted.containsAll(ours(mapped.listEffective()))) {
            var inheriting = named(mapped.listAll(), name -> name.startsWith(DEFAULT_ROLES));
            if (!inheriting.isEmpty()) {
                mapped.remove(inheriting);
            }
        }
    }

    /** People whose address or name begins with the text, or all; by address. Empty for an account of no person. */
    List<Optional<Entry>> search(@Nullable String text, int first, int max) {
        return realm.ask(keycloak -> {
            var users = keycloak.users();
            var found = text == null ? users.list(first, max) : users.search(text, first, max, false);
            return found.stream()
                    .map(user -> entry(user, users.get(user.getId())))
                    .toList();
        });
    }

    /** Who has the role of their own; a role that comes by a group or in another role is not counted. */
    List<Entry> withRole(String role, int first, int max) {
        return realm.ask(keycloak -> {
            try {
                return keycloak.roles().get(role).getUserMembers(first, max).stream()
                        .flatMap(user -> entry(user, keycloak.users().get(user.getId())).stream())
                        .toList();
            } catch (NotFoundException _) {
                return List.of();
            }
        });
    }

    void endSessions(String subject) {
        change(subject, UserResource::logout);
    }

    void endSession(String identitySession) {
        realm.ask(keycloak -> {
            try {
                keycloak.deleteSession(identitySession, false);
            } catch (NotFoundException _) {
                // over already
            }
            return Optional.empty();
        });
    }

    /** By Keycloak's own mail, whose link Keycloak answers. */
    void sendPasswordReset(String subject) {
        change(subject, person -> person.executeActionsEmail(UPDATE_PASSWORD, RESET_SECONDS));
    }

    /** Empty for nobody, and for somebody without a password there. */
    Optional<PasswordState> password(String subject) {
        return realm.ask(keycloak -> {
            try {
                return keycloak.users().get(subject).credentials().stream()
                        .filter(credential -> CredentialRepresentation.PASSWORD.equals(credential.getType()))
                        .findFirst()
                        .map(KeycloakPeopleClient::state);
            } catch (NotFoundException _) {
                return Optional.empty();
            }
        });
    }

    private static PasswordState state(CredentialRepresentation password) {
        var changedAt = Instant.ofEpochMilli(password.getCreatedDate());
        return new PasswordState(Ids.derived("pwd_", password.getId() + "|" + changedAt.toEpochMilli()), changedAt);
    }

    /** @return false where its own rules refuse it */
    boolean setPassword(String subject, Password chosen) {
        return realm.ask(keycloak -> {
            try {
                keycloak.users().get(subject).resetPassword(credential(chosen));
                return true;
            } catch (BadRequestException _) {
                return false; // what it says may quote what was typed
            } catch (NotFoundException _) {
                throw new IdentityUnavailable("Keycloak knows the person no longer");
            }
        });
    }

    private static CredentialRepresentation credential(Password chosen) {
        var password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(chosen.reveal());
        password.setTemporary(false);
        return password;
    }

    private void change(String subject, Consumer<UserResource> change) {
        realm.ask(keycloak -> {
            try {
                change.accept(keycloak.users().get(subject));
            } catch (NotFoundException _) {
                // gone meanwhile: nothing of theirs is left to change
            }
            return Optional.empty();
        });
    }

    private static UserRepresentation representation(UserResource person, String subject) {
        var representation = person.toRepresentation();
        if (!subject.equals(representation.getId())) {
            throw new IdentityUnavailable("Keycloak answers with somebody else, or nobody");
        }
        return representation;
    }

    private static Optional<Entry> entry(UserRepresentation user, UserResource person) {
        if (user.getEmail() == null) {
            return Optional.empty();
        }
        var email = EmailAddress.of(user.getEmail());
        var name = joined(user.getFirstName(), user.getLastName());
        return Optional.of(new Entry(
                user.getId(),
                email,
                name.isEmpty() ? email.value() : name,
                "ar".equals(user.firstAttribute(LANGUAGE)) ? "ar" : "en",
                ours(person.roles().realmLevel().listEffective()),
                Boolean.TRUE.equals(user.isEnabled())));
    }

    private static String joined(@Nullable String first, @Nullable String last) {
        return ((first == null ? "" : first) + " " + (last == null ? "" : last)).strip();
    }

    private static UserRepresentation representation(NewUser user) {
        var representation = new UserRepresentation();
        representation.setUsername(user.email().value());
        representation.setEmail(user.email().value());
        representation.setFirstName(user.name());
        representation.setEnabled(true);
        representation.setAttributes(Map.of(LANGUAGE, List.of(user.language())));
        representation.setCredentials(List.of(credential(user.password())));
        return representation;
    }

    private static Set<String> ours(List<RoleRepresentation> roles) {
        return names(named(roles, KeycloakPeopleClient::isOurs));
    }

    private static boolean isOurs(String role) {
        return !BUILT_IN.contains(role) && !role.startsWith(DEFAULT_ROLES);
    }

    private static List<RoleRepresentation> named(List<RoleRepresentation> roles, Predicate<String> rule) {
        return roles.stream().filter(role -> rule.test(role.getName())).toList();
    }

    private static Set<String> names(List<RoleRepresentation> roles) {
        var names = new TreeSet<String>();
        roles.forEach(role -> names.add(role.getName()));
        return names;
    }
}
