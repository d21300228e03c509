package io.aman.security.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that an alert is raised for, or that belongs to one that is open.
 *
 * @param kind the detector's name, or what else it is
 * @param cause what it follows from: the same one counts once
 * @param detail in figures
 */
public record Occurrence(
        String kind,
        Severity severity,
        @Nullable String userId,
        @Nullable String address,
        String cause,
        String detail,
        Instant at) {

    /** What it has in common with others of the same alert. */
    String subject() {
        return kind + " " + (userId != null ? userId : address != null ? address : "everybody");
    }
}
