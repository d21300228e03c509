package io.aman.payment.erasure;

import io.aman.payment.privacy.Person;
import io.aman.payment.privacy.PersonalData.Outcome;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to forget a person, and how far it has come. Once it is done it no longer says whom it was about.
 *
 * @param person null when done
 * @param requestedBy who asked
 * @param reason why, in their words
 * @param outcomes by kind of data
 * @param finishedAt null while something is pending
 */
record Erasure(
        String id,
        @Nullable Person person,
        String requestedBy,
        String reason,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        Map<String, Outcome> outcomes) {

    Erasure {
        outcomes = outcomes == null ? Map.of() : Map.copyOf(outcomes);
    }

    static Erasure requested(String id, String userId, String requestedBy, String reason, Instant at) {
        var person = Person.forgotten(userId, id, requestedBy);
        return new Erasure(id, person, requestedBy, reason, at, null, Map.of());
    }
}
