package io.aman.gateway.limit;

import io.github.bucket4j.TimeMeter;
import java.util.concurrent.TimeUnit;

/** Time that only goes on: a clock that is set must neither open a window early nor keep it shut. */
@FunctionalInterface
public interface Ticks {

    /** Since some moment, the same one at each call. */
    long nanos();

    default long second() {
        return TimeUnit.NANOSECONDS.toSeconds(nanos());
    }

    /** The same time for bucket4j. */
    default TimeMeter meter() {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }
}
