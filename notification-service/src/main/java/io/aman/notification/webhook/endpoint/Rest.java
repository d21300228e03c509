package io.aman.notification.webhook.endpoint;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an endpoint when its lane is given back.
 *
 * @param next when its next message is due; null where none waits
 * @param closedUntil nothing is sent before that
 * @param disabledBecause a code, where it is to be disabled; null where it is not
 */
public record Rest(
        @Nullable Instant next,
        Instant closedUntil,
        int failures,
        @Nullable Instant failingSince,
        @Nullable String disabledBecause) {}
