package io.aman.session.password;

import io.aman.events.Actor;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.PasswordDirectory;
import io.aman.session.session.Origin;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes down that somebody asked for a link; whether there is such a person is looked up later, so that neither the answer
 * nor its time tells.
 */
final class ForgotPassword {

    private static final Logger log = LoggerFactory.getLogger(ForgotPassword.class);

    /** Who still waits for a mail after this has asked again. */
    private static final Duration GIVEN_UP = Duration.ofMinutes(30);

    private static final int AT_ONCE = 100;

    /** Runs something soon. */
    @FunctionalInterface
    interface Soon {
        boolean execute(Runnable work);
    }

    private final ResetRequests requests;
    private final PasswordDirectory passwords;
    private final SendResetLink sendLink;
    private final Clock clock;

    ForgotPassword(ResetRequests requests, PasswordDirectory passwords, SendResetLink sendLink, Clock clock) {
        this.requests = requests;
        this.passwords = passwords;
        this.sendLink = sendLink;
        this.clock = clock;
    }

    /** The same for everybody: one write. */
    void forgot(EmailAddress email, Origin origin, Soon soon) {
        var request = requests.add(email, origin.address(), clock.instant());
        soon.execute(() -> answered(request));
    }

    /** Takes up what an instance left behind that stopped. */
    void answerLeftBehind() {
        for (var taken = 0; taken < AT_ONCE; taken++) {
            var request = requests.takeOne(clock.instant());
            if (request.isEmpty()) {
                return;
            }
            answered(request.get());
        }
    }

    private void answered(ResetRequests.Request request) {
        try {
            var by = new Actor("system:password-reset", request.address(), null);
            passwords.withAddress(new EmailAddress(request.email())).ifPresent(user -> sendLink.to(user, by));
            requests.remove(request);
        } catch (IdentityUnavailable e) {
            log.warn("A request for a reset link waits for the directory: {}", e.getMessage());
            if (request.at().plus(GIVEN_UP).isBefore(clock.instant())) {
                requests.remove(request);
            }
        }
    }
}
