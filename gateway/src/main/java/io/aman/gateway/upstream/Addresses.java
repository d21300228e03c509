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
        return areSeveral() ? from(Math.floorMod(turns.getAndIncrement(), all.size()), all.size()) : all.getFirst();
    }

    /** Another than this one. */
    Address after(Address one) {
        return from((all.indexOf(one) + 1) % all.size(), all.size() - 1);
    }

    void refused(Address one) {
        leaveOut(one, REFUSED_NANOS);
    }

    void ends(Address one) {
        leaveOut(one, ENDING_NANOS);
    }

    private Address from(int start, int candidates) {
        var now = nanoTime.getAsLong() - begun;
        var best = start;
        for (var i = 0; i < candidates; i++) {
            var index = (start + i) % all.size();
            if (leftOutUntil.get(index) <= now) {
                return all.get(index);
            }
            if (leftOutUntil.get(index) < leftOutUntil.get(best)) {
                best = index;
            }
        }
        return all.get(best);
    }

    private void leaveOut(Address one, long nanos) {
        leftOutUntil.set(all.indexOf(one), nanoTime.getAsLong() - begun + nanos);
    }
}
