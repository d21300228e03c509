package io.aman.session.identity.embedded;

import io.aman.platform.page.Page;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /** People by their address, those whose address begins with {@code query} or whose id it is. */
    Page<User> search(@Nullable String query, int limit, @Nullable String cursor);

    List<User> enabledWith(String role, int limit);

    void setEnabled(String userId, boolean enabled);

    void setRoles(String userId, Set<String> roles);
}
