package io.aman.notification.suppression;

import io.aman.notification.recipient.Address;
import io.aman.platform.page.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored list. Who added what, and who took it away, stays with the address. */
public interface Suppressions {

    /** Who adds what a provider reports. */
    String SERVICE = "system:delivery";

    /** The reason why nothing is sent there; empty where it is not on the list. */
    Optional<String> reason(Address address);

    /**
     * Puts it on the list; one that is there keeps its reason.
     *
     * @param id of the {@linkplain AddressIds address}
     * @return whether it was not there
     */
    boolean add(String id, String hint, String reason, String by, Instant now);

    /** @return whether it was on the list */
    boolean remove(String id, String by, Instant now);

    /** Newest first. */
    List<Suppressed> page(@Nullable Cursor after, int limit);

    /**
     * One on the list.
     *
     * @param hint enough to recognise it by, such as {@code m***@example.com}
     * @param by who added it: a user's id, or {@link #SERVICE}
     */
    record Suppressed(String id, String hint, String reason, Instant since, String by) {}
}
