package io.aman.notification.webhook.endpoint;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The right to send to one endpoint for a while, alone among all processes.
 *
 * @param token counted up with each right: whoever lost it settles nothing more about the endpoint
 * @param until when others may take it
 * @param endpoint null where it is deleted
 * @param asked replays to begin
 */
public record Lane(
        String endpointId,
        long token,
        Instant until,
        @Nullable Endpoint endpoint,
        List<Ask> asked) {

    public Lane {
        asked = List.copyOf(asked);
    }
}
