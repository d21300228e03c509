package io.aman.gateway.limit;

import reactor.core.publisher.Mono;

/** The counts that several gateways share. */
interface SharedCounts {

    /**
     * What all gateways together say of one more request, which is counted where it is let through.
     *
     * @param remaining of the sixty seconds
     * @param resetSeconds until the oldest of them counts no more
     */
    record Answer(Outcome outcome, int remaining, int resetSeconds) {}

    /** Fails in a bounded time where nothing is known; never blocks. */
    Mono<Answer> take(String key, Allowance allowance);

    boolean isReachable();
}
