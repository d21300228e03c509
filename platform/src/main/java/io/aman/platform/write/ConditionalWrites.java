package io.aman.platform.write;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Reading, changing and writing again as long as somebody else has written in between. */
public final class ConditionalWrites {

    private ConditionalWrites() {}

    /**
     * Tries until nobody was faster, with a short random pause in between, so that many who collided don't collide again.
     *
     * @param maxPause above zero
     * @param attempt reads afresh each time; empty when somebody else has written in between
     * @return empty when others were faster {@code maxTries} times
     */
    public static <T> Optional<T> untilNobodyIsFaster(int maxTries, Duration maxPause, Supplier<Optional<T>> attempt) {
        for (int tries = 0; tries < maxTries; tries++) {
            var written = attempt.get();
            if (written.isPresent()) {
                return written;
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(maxPause.toNanos()));
        }
        return Optional.empty();
    }
}
