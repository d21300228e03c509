package io.aman.gateway.limit;

/** What becomes of a request, as far as its caller's limits go. */
public enum Outcome {
    ADMITTED,
    /** More at once than a second's worth. */
    BURST,
    /** Sixty seconds hold as many as they may. */
    MINUTE,
    /** As many are under way as may be. */
    CONCURRENCY,
    /** The counts that all gateways share are away, and this route does without nobody. */
    UNKNOWN
}
