package io.aman.gateway.revocation;

/** How well a gateway knows which sessions are over, by the age of the last heartbeat (D5). */
public enum Freshness {
    /** What is not known to be over is not over. */
    FRESH,
    /** A session may have ended unnoticed: before a change, session-service is asked. */
    ASKING,
    /** No change is let through. */
    STALE
}
