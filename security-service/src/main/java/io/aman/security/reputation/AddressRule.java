package io.aman.security.reputation;

import io.aman.events.Actor;
import java.time.Instant;

/**
 * What operators, or a detector in their name, ruled of a network until it expires.
 *
 * @param id follows from effect and network: ruling the same twice is one rule
 * @param network an address, or one with the length of a prefix
 */
record AddressRule(
        String id, Effect effect, String network, String reason, Actor by, Instant createdAt, Instant expiresAt) {

    enum Effect {
        /** No sign-in is verified from there. */
        BLOCKED,
        /** An egress of ours: nothing that is noticed about the address itself counts. */
        ALLOWED
    }
}
