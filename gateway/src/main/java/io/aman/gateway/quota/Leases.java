package io.aman.gateway.quota;

import reactor.core.publisher.Mono;

/** What all gateways together have taken of each quota. */
interface Leases {

    /**
     * A part of a quota that nobody else has.
     *
     * @param units 0 where nothing is left
     * @param taken by all gateways together, these included
     */
    record Lease(long units, long taken) {}

    /** Leases up to {@code wanted}; what is taken in all never exceeds {@code quota}. Fails where nothing is known. */
    Mono<Lease> take(String subject, Period period, long quota, long wanted);

    /** Gives back what was leased and not used. */
    Mono<Void> giveBack(String subject, Period period, long units);

    /** What all gateways together have taken. */
    Mono<Long> taken(String subject, Period period);

    /** Forgets periods that ended long ago. */
    Mono<Void> forgetOld();
}
