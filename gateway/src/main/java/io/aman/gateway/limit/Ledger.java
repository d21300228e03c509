package io.aman.gateway.limit;

import io.github.bucket4j.BucketListener;
import io.github.bucket4j.MathType;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.local.LocalBucket;
import io.github.bucket4j.local.ThreadUnsafeBucket;
import org.jspecify.annotations.Nullable;

/**
 * What one caller has asked this gateway for. Nobody else's requests wait for its lock, and its own for well under a
 * microsecond.
 */
final class Ledger {

    private final TimeMeter meter;
    private final Window minute = new Window();
    /** Changed under our lock, and in place: one that makes a new state each time keeps the collector copying them. */
    private @Nullable LocalBucket burst;

    private int perSecond;
    private int inFlight;

    Ledger(TimeMeter meter) {
        this.meter = meter;
    }

    /** Lets the request through and counts it, or changes nothing. */
    synchronized Outcome take(Allowance allowance, long second) {
        var entered = enter(allowance, second);
        if (entered != Outcome.ADMITTED) {
            return entered;
        }
        var charged = charge(allowance, second);
        if (charged != Outcome.ADMITTED) {
            leave();
        }
        return charged;
    }

    /** Counts the request as under way where there is room for it; {@link #charge} or {@link #record} is to follow. */
    synchronized Outcome enter(Allowance allowance, long second) {
        if (inFlight >= allowance.limits().concurrency()) {
            return Outcome.CONCURRENCY;
        }
        if (minute.isFull(allowance.limits().perMinute(), second)) {
            return Outcome.MINUTE;
        }
        inFlight++;
        return Outcome.ADMITTED;
    }

    /** Counts a request that has entered, or refuses it; either way it has yet to leave. */
    synchronized Outcome charge(Allowance allowance, long second) {
        if (minute.isFull(allowance.limits().perMinute(), second)) {
            return Outcome.MINUTE;
        }
        if (!bucket(allowance).tryConsume(1)) {
            return Outcome.BURST;
        }
        minute.add();
        return Outcome.ADMITTED;
    }

    /** Counts a request that somebody else has let through. */
    synchronized void record(long second) {
        minute.isFull(0, second);
        minute.add();
    }

    synchronized void leave() {
        inFlight--;
    }

    synchronized int inFlight() {
        return inFlight;
    }

    /** How many of the sixty seconds are left. */
    synchronized int remaining(Allowance allowance) {
        return Math.max(0, allowance.limits().perMinute() - minute.total());
    }

    /** Seconds until one more fits into the sixty seconds. */
    synchronized int secondsUntilRoom(Allowance allowance) {
        return minute.secondsUntilRoom(allowance.limits().perMinute());
    }

    synchronized int secondsUntilOneIsForgotten() {
        return minute.secondsUntilRoom(minute.total());
    }

    private LocalBucket bucket(Allowance allowance) {
        var known = burst;
        if (known == null) {
            known = new ThreadUnsafeBucket(allowance.burst(), MathType.INTEGER_64_BITS, meter, BucketListener.NOPE);
            burst = known;
        } else if (perSecond != allowance.limits().perSecond()) {
            // What was used up stays used up: two tokens of one person share it.
            known.replaceConfiguration(allowance.burst(), TokensInheritanceStrategy.PROPORTIONALLY);
        }
        perSecond = allowance.limits().perSecond();
        return known;
    }
}
