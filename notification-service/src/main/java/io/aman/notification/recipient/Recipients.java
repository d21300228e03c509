package io.aman.notification.recipient;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who can be told, as far as events have said. */
public interface Recipients {

    /** Adds a recipient, or replaces what was known of the same user; one who was forgotten stays so. */
    void remember(Recipient recipient);

    /** Without those of whom no event has told yet, and those who are forgotten. */
    Map<String, Recipient> find(Collection<String> userIds);

    /** Empty where {@link #find(Collection)} leaves them out. */
    default Optional<Recipient> find(String userId) {
        return Optional.ofNullable(find(List.of(userId)).get(userId));
    }

    /** Whether all that was kept of the user has been removed on their request. */
    boolean isForgotten(String userId);
}
