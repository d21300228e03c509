package io.aman.notification.recipient;

import java.util.Optional;

/** Who can be told, as far as events have said. */
public interface Recipients {

    /** Adds a recipient, or replaces what was known of the same user. */
    void remember(Recipient recipient);

    /** Empty while no event has told of the user. */
    Optional<Recipient> find(String userId);
}
