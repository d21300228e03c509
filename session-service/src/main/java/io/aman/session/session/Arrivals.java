package io.aman.session.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sessions that were admitted and may not be stored yet, kept beside the person so that no two miss each other. */
interface Arrivals {

    record Arrival(String sessionId, Instant at) {}

    /** What was read together. */
    record Snapshot(Person person, List<Arrival> arrivals, Optional<Long> version) {}

    Snapshot of(String userId);

    /** @return whether nothing about the person has changed since {@code read} */
    boolean replace(Snapshot read, List<Arrival> arrivals);
}
