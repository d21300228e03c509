package io.aman.session.password;

import io.aman.events.AccessEvent.UserUnlocked;
import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import io.aman.session.access.SignInHolds;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.PasswordDirectory;
import io.aman.session.identity.PasswordState;
import io.aman.session.mfa.TrustedDevices;
import io.aman.session.password.SetPassword.How;
import io.aman.session.session.EndReason;
import io.aman.session.session.People;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what the former password has opened: every session, every trusted device, the directory's own sign-ins. It is
 * written down before the password is set, so that a crash in between leaves no session behind that it opened.
 */
final class Aftermath {

    private static final Logger log = LoggerFactory.getLogger(Aftermath.class);

    /** Many times longer than a change takes. */
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(2);

    private static final int AT_ONCE = 100;

    private final PendingChanges pending;
    private final PasswordDirectory passwords;
    private final IdentityProvider identity;
    private final People people;
    private final TrustedDevices devices;
    private final SignInHolds holds;
    private final Clock clock;

    Aftermath(
            PendingChanges pending,
            PasswordDirectory passwords,
            IdentityProvider identity,
            People people,
            TrustedDevices devices,
            SignInHolds holds,
            Clock clock) {
        this.pending = pending;
        this.passwords = passwords;
        this.identity = identity;
        this.people = people;
        this.devices = devices;
        this.holds = holds;
        this.clock = clock;
    }

    PendingChanges.Pending begin(String userId, String over, How how, Instant now) {
        return pending.add(userId, over, how, now);
    }

    void nothingHappened(PendingChanges.Pending change) {
        pending.remove(change);
    }

    void finish(PendingChanges.Pending change, Actor by) {
        var userId = change.userId();
        devices.forgetAll(userId, "password-changed");
        endAll(change, by);
        try {
            identity.endIdentitySessions(userId);
        } catch (IdentityUnavailable e) {
            log.warn("The directory's own sign-ins of {} go on: {}", userId, e.getMessage());
        }
        pending.remove(change);
    }

    /** Who has shown that the mailbox is theirs is not kept out any more by what came out about the former password. */
    private void endAll(PendingChanges.Pending change, Actor by) {
        var userId = change.userId();
        var chosen = change.how() == How.RESET ? passwords.stateOf(userId) : Optional.<PasswordState>empty();
        if (chosen.isPresent()) {
            people.passwordReset(
                    userId, chosen.get().changedAt(), EndReason.PASSWORD_CHANGED, by, unlocked(change, by));
        } else {
            people.endAll(userId, EndReason.PASSWORD_CHANGED, by, unlocked(change, by));
        }
    }

    /** Who has shown that the mailbox is theirs is not kept out by somebody who guesses. */
    private DomainEvent[] unlocked(PendingChanges.Pending change, Actor by) {
        var lifted = change.how() == How.RESET
                && identity.find(change.userId())
                        .filter(user -> holds.lift(user.email()))
                        .isPresent();
        return lifted ? new DomainEvent[] {new UserUnlocked(change.userId(), by)} : new DomainEvent[0];
    }

    /** Finishes what an instance left behind that stopped in between, or could not hear the directory's answer. */
    void finishLeftBehind() {
        for (var change : pending.begunBefore(clock.instant().minus(LEFT_BEHIND), AT_ONCE)) {
            var isSet = passwords
                    .stateOf(change.userId())
                    .filter(state -> !state.mark().equals(change.over()))
                    .isPresent();
            if (isSet) {
                finish(change, Actor.system("password"));
            } else {
                pending.remove(change);
            }
        }
    }
}
