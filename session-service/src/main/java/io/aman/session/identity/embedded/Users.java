package io.aman.session.identity.embedded;

import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.User;
import java.time.Instant;
import java.util.Optional;

/** The accounts of the embedded directory. */
interface Users {

    /** An account with the one thing that never leaves the directory. */
    record Account(User user, String passwordHash) {

        @Override
        public String toString() {
            return "Account[" + user.id() + "]";
        }
    }

    Optional<Account> byEmail(EmailAddress email);

    Optional<User> byId(String userId);

    /**
     * Adds an account and the event that tells of it, in one write.
     *
     * @return false when somebody has the address, in which case nothing has changed
     */
    boolean add(Account account, Instant now);

    /** Tells the owner that somebody registered their address again; at most once an hour, whoever tries how often. */
    void tellRepeated(String userId, Instant now);
}
