package io.aman.notification.intent;

import org.jspecify.annotations.Nullable;

/**
 * How a medium tells of an intent; once it is chosen, whatever a person prefers afterwards does not tell them twice.
 *
 * @param digestId the digest that it is a part of; null where it is a message of its own
 */
record Route(@Nullable String digestId) {

    static final Route ALONE = new Route(null);
}
