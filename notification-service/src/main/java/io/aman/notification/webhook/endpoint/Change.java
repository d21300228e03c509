package io.aman.notification.webhook.endpoint;

import io.aman.events.Actor;
import java.time.Instant;

/**
 * What somebody did to an endpoint.
 *
 * @param by as {@link Actor#name}
 * @param what a code, such as {@code secret-rotated}
 */
record Change(Instant at, String by, String what) {

    static Change of(Actor actor, String what, Instant at) {
        return new Change(at, actor.name(), what);
    }
}
