package io.aman.notification.intent;

import io.aman.events.AccessEvent;
import io.aman.events.LoginEvent;
import io.aman.events.SessionEvent;
import io.aman.events.UserEvent;
import io.aman.notification.template.Facts;
import io.aman.notification.template.Template;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user shall be told.
 *
 * @param toldOnceFor names what is told once, however many events tell of it; null where each event counts
 * @param secrets what only the message itself may show; null where there is nothing
 */
record Notice(
        Template template,
        String userId,
        Facts facts,
        @Nullable String toldOnceFor,
        @Nullable Sealing secrets,
        Reach reach,
        Timing timing) {

    /** Where a message goes beside the inbox. */
    enum Reach {
        /** The address of the account. */
        EMAIL,
        /** That and every former one, which see the warning and no link that opens anything. */
        EVERY_EMAIL,
        /** The number that is sealed. */
        SMS
    }

    /**
     * Secrets, still sealed.
     *
     * @param context what the seal is bound to
     */
    record Sealing(String text, String context) {}

    private static final String REFRESH_REUSE = "refresh-reuse";

    Notice(Template template, String userId, Facts facts) {
        this(template, userId, facts, null);
    }

    Notice(Template template, String userId, Facts facts, @Nullable String toldOnceFor) {
        this(template, userId, facts, toldOnceFor, null, Reach.EMAIL, Timing.AT_ONCE);
    }

    static Notice registrationRepeated(UserEvent.RegistrationRepeated event) {
        return new Notice(Template.REGISTRATION_REPEATED, event.userId(), Facts.NONE);
    }

    /** Once an hour for each reason: an attacker must not fill a mailbox. Nobody has an account that is not there. */
    static Optional<Notice> failedSignIn(LoginEvent.Failed event) {
        return Optional.ofNullable(event.userId()).map(userId -> {
            var hour = event.at().truncatedTo(ChronoUnit.HOURS);
            return new Notice(
                    template(event.reason()),
                    userId,
                    new Facts(Map.of(), Map.of("address", event.address())),
                    "sign-in-%s/%s/%s".formatted(event.reason(), userId, hour));
        });
    }

    private static Template template(String reason) {
        return switch (reason) {
            case "locked" -> Template.SIGN_IN_LOCKED;
            case "disabled" -> Template.SIGN_IN_DISABLED;
            default -> Template.SIGN_IN_FAILED;
        };
    }

    /** Of the ends of a session the owner is told of the one that nobody wanted. */
    static Optional<Notice> end(SessionEvent.Ended event) {
        return event.reason().equals(REFRESH_REUSE)
                ? Optional.of(new Notice(Template.SESSION_COPIED, event.userId(), Facts.NONE))
                : Optional.empty();
    }

    static Notice impersonation(AccessEvent.UserImpersonated event) {
        var reason = event.by().reason();
        return new Notice(
                Template.ACCOUNT_IMPERSONATED,
                event.userId(),
                new Facts(Map.of(), reason == null ? Map.of() : Map.of("reason", reason)));
    }
}
