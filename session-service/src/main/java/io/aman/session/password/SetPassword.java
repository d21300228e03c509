package io.aman.session.password;

import io.aman.events.Actor;
import io.aman.events.PasswordEvent.PasswordChanged;
import io.aman.session.identity.NewPassword;
import io.aman.session.identity.Password;
import io.aman.session.identity.PasswordDirectory;
import io.aman.session.identity.PasswordOutcome;
import io.aman.session.identity.User;
import io.aman.session.mfa.SecondFactors;
import io.aman.session.notice.NoticeSeal;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets a password that its owner may choose, tells of it, and ends what the former one has opened. */
final class SetPassword {

    /** How it came about. */
    enum How {
        CHANGED,
        RESET,
        EXPIRED;

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final AcceptPassword accept;
    private final PasswordPolicy policy;
    private final PasswordDirectory passwords;
    private final SecondFactors factors;
    private final Aftermath aftermath;
    private final NoticeSeal notices;
    private final Clock clock;

    SetPassword(
            AcceptPassword accept,
            PasswordPolicy policy,
            PasswordDirectory passwords,
            SecondFactors factors,
            Aftermath aftermath,
            NoticeSeal notices,
            Clock clock) {
        this.accept = accept;
        this.policy = policy;
        this.passwords = passwords;
        this.factors = factors;
        this.aftermath = aftermath;
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * Sets it over the password of that mark.
     *
     * @param present the one it replaces, where it was shown
     * @return false when there is another one by now; nothing has changed by this
     * @throws PasswordError when it may not be chosen; nothing has changed
     */
    boolean set(User user, Password chosen, @Nullable Password present, String over, How how, Actor by) {
        accept.require(chosen, OwnWords.of(user), factors.has(user.id()));
        var now = clock.instant();
        var sealed = notices.of(PasswordChanged.class, user.id(), now);
        var told = new PasswordChanged(user.id(), how.code(), now, by, sealed);
        var begun = aftermath.begin(user.id(), over, how, now);
        var outcome = passwords.set(user.id(), new NewPassword(chosen, present, over, policy.history(), told));
        if (outcome != PasswordOutcome.SET) {
            aftermath.nothingHappened(begun);
        }
        return switch (outcome) {
            case SET -> {
                aftermath.finish(begun, by);
                yield true;
            }
            case REPLACED_MEANWHILE -> false;
            case USED_BEFORE -> throw new PasswordError.Refused(Set.of(Weakness.USED_BEFORE));
            case REFUSED -> throw new PasswordError.RefusedByDirectory();
        };
    }
}
