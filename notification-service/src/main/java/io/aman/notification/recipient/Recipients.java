package io.aman.notification.recipient;

import java.util.Optional;

/** Who can be told, as far as events have said. */
public interface Recipients {

    /** Adds a recipient, or replaces what was known of the same user; one who was forgotten stays so. */
    void remember(Recipient recipient);

    /** Empty while no event has told of the user, and once they are forgotten. */
    Optional<Recipient> find(String userId);

    /** Whether all that was kept of the user has been removed on their request. */
    boolean isForgotten(String userId);
}
