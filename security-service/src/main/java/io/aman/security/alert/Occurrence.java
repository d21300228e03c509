package io.aman.security.alert;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that an alert is raised for, or that belongs to one that is open.
 *
 * @param kind the detector's name, or what else it is
 * @param about what else it concerns than a person or an address, such as a list by its name
 * @param cause what it follows from: the same one counts once
 * @param detail in figures
 */
public record Occurrence(
        String kind,
        Severity severity,
        @Nullable String userId,
        @Nullable String address,
        @Nullable String about,
        String cause,
        String detail,
        Instant at) {

    /** Of a person, an address or everybody. */
    public Occurrence(
            String kind,
            Severity severity,
            @Nullable String userId,
            @Nullable String address,
            String cause,
            String detail,
            Instant at) {
        this(kind, severity, userId, address, null, cause, detail, at);
    }

    /** What it has in common with others of the same alert. */
    String subject() {
        return kind
                + " "
                + Stream.of(userId, address, about)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse("everybody");
    }
}
