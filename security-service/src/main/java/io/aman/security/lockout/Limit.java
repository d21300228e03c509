package io.aman.security.lockout;

import java.time.Duration;

/**
 * At most {@code attempts} in any span of {@code window}; whoever used them up is locked for {@code lock} from the last,
 * and for twice as long each time after that until somebody proves to be the owner.
 *
 * @param lock zero for none
 * @param longestLock doubling ends here
 */
record Limit(int attempts, Duration window, Duration lock, Duration longestLock) {

    private static final int MOST_DOUBLINGS = 30;

    /** One whose lock does not double. */
    Limit(int attempts, Duration window, Duration lock) {
        this(attempts, window, lock, lock);
    }

    /** How long the lock is that follows on so many. */
    Duration lockAfter(int locks) {
        var doubled = lock.multipliedBy(1L << Math.min(locks, MOST_DOUBLINGS));
        return doubled.compareTo(longestLock) < 0 ? doubled : longestLock;
    }

    /** How long after a lock it still doubles the next one. */
    Duration remembered() {
        return longestLock.minus(lock);
    }
}
