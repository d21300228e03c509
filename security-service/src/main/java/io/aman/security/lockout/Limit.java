package io.aman.security.lockout;

import java.time.Duration;

/**
 * At most {@code attempts} in any span of {@code window}; whoever used them up is locked for {@code lock} from the last,
 * and for twice as long each time after that until somebody proves to be the owner.
 *
 * @param lock zero for none
 * @param longestLock doubling ends here
 * @param decay each such time without a lock takes one doubling back
 */
record Limit(int attempts, Duration window, Duration lock, Duration longestLock, Duration decay) {

    private static final int MOST_DOUBLINGS = 10;
    private static final Duration DAY = Duration.ofDays(1);

    /** One whose lock does not double. */
    Limit(int attempts, Duration window, Duration lock) {
        this(attempts, window, lock, lock);
    }

    Limit(int attempts, Duration window, Duration lock, Duration longestLock) {
        this(attempts, window, lock, longestLock, DAY);
    }

    /** How long the lock is that follows on so many. */
    Duration lockAfter(int locks) {
        var doubled = lock.multipliedBy(1L << Math.min(locks, MOST_DOUBLINGS));
        return doubled.compareTo(longestLock) < 0 ? doubled : longestLock;
    }

    /** How many of the locks before still double the next one, the last of which ended so long ago. */
    int remembered(int locks, Duration since) {
        var forgiven = since.isNegative() ? 0 : since.dividedBy(decay);
        return (int) Math.max(0, Math.min(locks, MOST_DOUBLINGS) - forgiven);
    }

    /** How long after the last of so many locks none of them doubles anything any more. */
    Duration rememberedFor(int locks) {
        var doubles = longestLock.compareTo(lock) > 0;
        return doubles ? decay.multipliedBy(Math.min(locks, MOST_DOUBLINGS)) : Duration.ZERO;
    }
}
