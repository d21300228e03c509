package io.aman.gateway.upstream;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * The processes of one service, which are asked in turn. One that refuses connections or says that it ends is left out
 * for a while; where all are left out, the one whose while ends first is asked all the same.
 */
final class Addresses {

    /** A refused connection costs little: one that came up is used soon. */
    private static final long REFUSED_NANOS = Duration.ofSeconds(1).toNanos();

    /** Longer than one that ends still answers, so that no connection is made to it while it closes its door. */
    private static final long ENDING_NANOS = Duration.ofSeconds(5).toNanos();

    /**
     * As long one that was left out is asked seldom, where there is another: what has just started has yet to be compiled,
     * and would have half of all wait (slow start, as load balancers call it).
     */
    private static final long STARTING_NANOS = Duration.ofSeconds(10).toNanos();

    /** Of so many turns it gets one. */
    private static final int STARTING_TURNS = 8;

    private final List<Address> all;
    private final LongSupplier nanoTime;
    private final long begun;
    private final AtomicLongArray leftOutUntil;
    private final AtomicInteger turns = new AtomicInteger();

    Addresses(List<Address> all, LongSupplier nanoTime) {
        this.all = List.copyOf(all);
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        this.leftOutUntil = new AtomicLongArray(all.size());
    }

    boolean areSeveral() {
        return all.size() > 1;
    }

    int size() {
        return all.size();
    }

    Address first() {
        return all.getFirst();
    }

    /** Whose turn it is. */
    Address next() {
        if (!areSeveral()) {
            return all.getFirst();
        }
        var turn = turns.getAndIncrement();
        return from(Math.floorMod(turn, all.size()), all.size(), Math.floorMod(turn, STARTING_TURNS) == 0);
    }

    /** Another than this one. */
    Address after(Address one) {
        return from((all.indexOf(one) + 1) % all.size(), all.size() - 1, false);
    }

    void refused(Address one) {
        leaveOut(one, REFUSED_NANOS);
    }

    void ends(Address one) {
        leaveOut(one, ENDING_NANOS);
    }

    /** @param isForStarting whether one that has just started is asked before others */
    private Address from(int start, int candidates, boolean isForStarting) {
        var now = nanoTime.getAsLong() - begun;
        var soonest = start;
        var starting = -1;
        var warm = -1;
        for (var i = 0; i < candidates; i++) {
            var index = (start + i) % all.size();
            var since = leftOutUntil.get(index);
            if (since > now) {
                soonest = since < leftOutUntil.get(soonest) ? index : soonest;
            } else if (since > 0 && now - since < STARTING_NANOS) {
                starting = starting < 0 ? index : starting;
            } else {
                warm = warm < 0 ? index : warm;
            }
        }
        if (starting >= 0 && (warm < 0 || isForStarting)) {
            return all.get(starting);
        }
        return all.get(warm >= 0 ? warm : soonest);
    }

    private void leaveOut(Address one, long nanos) {
        leftOutUntil.set(all.indexOf(one), nanoTime.getAsLong() - begun + nanos);
    }
}
