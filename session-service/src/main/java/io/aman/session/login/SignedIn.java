package io.aman.session.login;

import io.aman.platform.Secret;
import io.aman.session.identity.User;
import io.aman.session.session.Session;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A person with a session. */
record SignedIn(User user, Session session, Set<String> permissions, Tokens tokens, Beside beside)
        implements SignInOutcome {

    /**
     * What else they are to know.
     *
     * @param enrolBefore until when they have to have a second factor, where they have none
     * @param backupCodesLeft where one was used
     * @param deviceToken what a trusted device is to show the next time
     * @param knownDevice what any device is to show the next time, so that nobody's guesses lock it out
     */
    record Beside(
            @Nullable Instant enrolBefore,
            @Nullable Integer backupCodesLeft,
            @Nullable Secret deviceToken,
            @Nullable Secret knownDevice) {

        static final Beside NOTHING = new Beside(null, null, null, null);
    }

    SignedIn with(Beside other) {
        return new SignedIn(user, session, permissions, tokens, other);
    }
}
