package io.aman.session.identity;

import java.time.Instant;
import java.util.Objects;

/**
 * What may be told of a person's present password.
 *
 * @param mark names this one: another password, even of the same text, has another mark
 * @param changedAt when it was set
 */
public record PasswordState(String mark, Instant changedAt) {

    public PasswordState {
        Objects.requireNonNull(mark, "mark");
        Objects.requireNonNull(changedAt, "changedAt");
    }
}
