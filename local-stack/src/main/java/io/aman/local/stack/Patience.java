package io.aman.local.stack;

import java.time.Duration;

/**
 * How long a stack waits for its processes.
 *
 * @param ready for one to serve, before its start has failed
 * @param stop for one to end by itself, before it is killed
 * @param overlap how long a new process serves beside the old one before that is asked to end: what it runs is compiled
 *     by then
 */
record Patience(Duration ready, Duration stop, Duration overlap) {

    static final Patience USUAL = new Patience(Duration.ofSeconds(90), Duration.ofSeconds(20), Duration.ofSeconds(8));
}
