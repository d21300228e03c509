package io.aman.session.identity.keycloak;

import io.aman.events.DomainEvent;
import io.aman.platform.Secret;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.NewPassword;
import io.aman.session.identity.Password;
import io.aman.session.identity.PasswordDirectory;
import io.aman.session.identity.PasswordHashing;
import io.aman.session.identity.PasswordOutcome;
import io.aman.session.identity.PasswordState;
import io.aman.session.identity.User;
import io.aman.session.identity.keycloak.MongoKeycloakPasswords.Claim;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Passwords that Keycloak keeps. It knows no "set it if it is still that one", so that a claim of ours goes first; which
 * passwords may not come again is its own policy's business, and by a record of ours also where it has none.
 */
final class KeycloakPasswords implements PasswordDirectory {

    private final KeycloakDirectory directory;
    private final KeycloakPeopleClient people;
    private final MongoKnownPeople known;
    private final MongoKeycloakPasswords passwords;
    private final PasswordHashing hashing;
    private final Function<String, byte[]> keyed;
    private final Clock clock;

    /** @param keyed an HMAC: without its key the records are no hashes of passwords */
    KeycloakPasswords(
            KeycloakDirectory directory,
            KeycloakPeopleClient people,
            MongoKnownPeople known,
            MongoKeycloakPasswords passwords,
            PasswordHashing hashing,
            Function<String, byte[]> keyed,
            Clock clock) {
        this.directory = directory;
        this.people = people;
        this.known = known;
        this.passwords = passwords;
        this.hashing = hashing;
        this.keyed = keyed;
        this.clock = clock;
    }

    @Override
    public Optional<User> withAddress(EmailAddress email) {
        return people.subjectOf(email).flatMap(directory::bySubject);
    }

    /** Settles what a crash has left behind before it answers. */
    @Override
    public Optional<PasswordState> stateOf(String userId) {
        var state = known.subjectOf(userId).flatMap(people::password);
        if (state.isEmpty()) {
            return state;
        }
        var here = passwords.of(userId);
        var claim = here.claim();
        if (claim != null && !clock.instant().isBefore(claim.until())) {
            resolve(userId, claim, state.get());
        } else if (claim == null && !state.get().changedAt().equals(here.changedAt())) {
            passwords.age(userId, here.changedAt(), state.get().changedAt());
        }
        return state;
    }

    private void resolve(String userId, Claim claim, PasswordState state) {
        if (state.mark().equals(claim.over())) {
            passwords.release(userId, claim);
        } else {
            passwords.settle(userId, claim, state.changedAt());
        }
    }

    @Override
    public PasswordOutcome set(String userId, NewPassword chosen) {
        var subject = known.subjectOf(userId);
        if (subject.isEmpty() || !isOver(userId, chosen)) {
            return PasswordOutcome.REPLACED_MEANWHILE;
        }
        try {
            var records = passwords.of(userId).records();
            if (isOneOf(records, chosen) || isPresent(userId, chosen)) {
                return PasswordOutcome.USED_BEFORE;
            }
            var claim = passwords.claim(userId, chosen.over(), withNewest(records, chosen), chosen.told());
            return claim.isEmpty()
                    ? PasswordOutcome.REPLACED_MEANWHILE
                    : claimed(userId, subject.get(), claim.get(), chosen);
        } catch (PasswordHashing.Busy _) {
            throw new IdentityUnavailable("no capacity to hash a password");
        }
    }

    /** Looked at again under the claim: whoever had it before may have done it. */
    private PasswordOutcome claimed(String userId, String subject, Claim claim, NewPassword chosen) {
        if (!isOver(userId, chosen)) {
            passwords.release(userId, claim);
            return PasswordOutcome.REPLACED_MEANWHILE;
        }
        if (!people.setPassword(subject, chosen.password())) {
            passwords.release(userId, claim);
            return PasswordOutcome.REFUSED;
        }
        var state = people.password(subject);
        passwords.settle(userId, claim, state.map(PasswordState::changedAt).orElseGet(clock::instant));
        return PasswordOutcome.SET;
    }

    private boolean isOver(String userId, NewPassword chosen) {
        return stateOf(userId)
                .filter(state -> state.mark().equals(chosen.over()))
                .isPresent();
    }

    private boolean isOneOf(List<String> records, NewPassword chosen) {
        var password = keyed(chosen.password());
        return records.stream().limit(chosen.history()).anyMatch(record -> hashing.matches(password, record));
    }

    /** The present one may have been set at Keycloak itself. */
    private boolean isPresent(String userId, NewPassword chosen) {
        if (chosen.history() == 0) {
            return false;
        }
        if (chosen.present() != null) {
            return chosen.present().reveal().equals(chosen.password().reveal());
        }
        return directory.checksPasswords()
                && directory
                        .find(userId)
                        .map(user -> directory.verify(user.email(), chosen.password()))
                        .filter(io.aman.session.identity.Verification.Verified.class::isInstance)
                        .isPresent();
    }

    private List<String> withNewest(List<String> records, NewPassword chosen) {
        var all = new ArrayList<String>();
        all.add(hashing.hash(keyed(chosen.password())));
        var present = chosen.present();
        if (present != null && records.stream().limit(1).noneMatch(record -> hashing.matches(keyed(present), record))) {
            all.add(hashing.hash(keyed(present)));
        }
        all.addAll(records);
        return List.copyOf(all.subList(0, Math.min(all.size(), chosen.history())));
    }

    private Password keyed(Password password) {
        return Password.typed(Secret.of(Base64.getEncoder().encodeToString(keyed.apply(password.reveal()))));
    }

    @Override
    public List<Aging> aging(Instant setAfter, Instant setBefore, int days, int limit) {
        var found = new ArrayList<Aging>();
        for (var dated : passwords.aging(setAfter, setBefore, days, limit)) {
            var userId = dated.userId();
            var changedAt = dated.changedAt();
            var user = directory.find(userId).filter(User::enabled);
            // It may have been changed at Keycloak itself since.
            var state = user.flatMap(_ -> stateOf(userId))
                    .filter(now -> now.changedAt().equals(changedAt));
            if (state.isPresent()) {
                found.add(new Aging(user.orElseThrow(), changedAt));
            } else {
                passwords.tellOnce(userId, changedAt, days, null);
            }
        }
        return found;
    }

    @Override
    public boolean tellOnce(Aging person, int days, DomainEvent told) {
        return passwords.tellOnce(person.user().id(), person.changedAt(), days, told);
    }
}
