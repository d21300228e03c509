package io.aman.session.session;

import io.aman.events.RevocationEvent;
import io.aman.events.RevocationEvent.Heartbeat;
import io.aman.events.RevocationEvent.Permissions;
import io.aman.events.RevocationEvent.Roles;
import io.aman.events.RevocationEvent.Session;
import io.aman.events.RevocationEvent.User;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.OutboxEvent;
import java.time.Duration;
import java.time.Instant;

/** How a revocation is told to the gateways. */
public final class Revocations {

    /** What a gateway's clock may be behind, and a token may be under way. */
    private static final Duration REMEMBERED_LONGER = Duration.ofMinutes(2);

    private final Duration accessLifetime;

    /** @param accessLifetime how long a token lives that was made a moment before */
    Revocations(Duration accessLifetime) {
        this.accessLifetime = accessLifetime;
    }

    /** When no token can be alive any more that was made before {@code now}. */
    public Instant forgetAfter(Instant now) {
        return now.plus(accessLifetime).plus(REMEMBERED_LONGER);
    }

    /** The event under the key that later ones of its kind replace it by. */
    public OutboxEvent of(RevocationEvent event, Instant at) {
        return new OutboxEvent(Ids.random("evt_"), Topics.REVOCATIONS, key(event), at, event);
    }

    private static String key(RevocationEvent event) {
        return switch (event) {
            case Session session -> "sid:" + session.sessionId();
            case User user -> "user:" + user.userId();
            case Permissions permissions -> "permissions:" + permissions.userId();
            case Roles _ -> "roles";
            case Heartbeat _ -> "heartbeat";
        };
    }
}
