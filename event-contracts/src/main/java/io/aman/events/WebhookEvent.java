package io.aman.events;

import java.time.Instant;
import java.util.Objects;

/** What happens to the endpoints that hear of events by webhook; on {@link Topics#NOTIFICATIONS}, keyed by the endpoint's id. */
public sealed interface WebhookEvent extends DomainEvent {

    /**
     * Nothing is sent there any more until its owner enables it.
     *
     * @param owner the user who made it
     * @param host of its URL, without the path that may hold a token
     * @param reason {@code gone} after a 410, {@code failing} after days of failures, {@code owner-disabled} with its
     *     owner's account
     */
    @EventType("webhook.endpoint-disabled.v1")
    record EndpointDisabled(String endpointId, String owner, String host, String reason, Instant at)
            implements WebhookEvent {

        public EndpointDisabled {
            Objects.requireNonNull(endpointId, "endpointId");
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(at, "at");
        }
    }
}
