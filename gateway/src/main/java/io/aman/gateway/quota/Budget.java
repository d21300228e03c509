package io.aman.gateway.quota;

import io.aman.gateway.quota.Leases.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this gateway may let somebody have of one period without asking: the rest of what it has leased. More is leased
 * before that is used up, by one question at a time for all who wait.
 */
final class Budget {

    enum Take {
        TAKEN,
        EXCEEDED,
        /** {@link #more} has to be waited for first. */
        EMPTY
    }

    private static final Logger log = LoggerFactory.getLogger(Budget.class);

    private static final long MAX_CHUNK = 100;
    private static final long SHARE = 100;
    private static final long LAST_SLICES = 10;
    private static final long FETCH_AHEAD = 4;

    /** Others may give back what they leased: whoever found nothing left looks again after this. */
    private static final Duration BELIEVED_EXCEEDED = Duration.ofSeconds(1);

    private final String subject;
    private final Period period;
    private final Leases leases;

    private long left;
    private long chunk = 1;
    private long taken;
    private long leasedOf = Long.MAX_VALUE;
    private long exceeded;
    private Instant exceededUntil = Instant.MIN;
    private @Nullable CompletableFuture<Void> asking;
    private boolean isClosed;

    Budget(String subject, Period period, Leases leases) {
        this.subject = subject;
        this.period = period;
        this.leases = leases;
    }

    Period period() {
        return period;
    }

    /** Takes one of {@code quota}; nothing waits. */
    synchronized Take take(long quota, Instant now) {
        if (quota < leasedOf && left > 0) {
            var _ = giveBackAll(); // what was leased of a larger quota may be beyond this one
        }
        if (left > 0) {
            left--;
            if (left <= chunk / FETCH_AHEAD && chunk >= FETCH_AHEAD && !isExceeded(quota, now)) {
                var _ = more(quota, now);
            }
            return Take.TAKEN;
        }
        return isExceeded(quota, now) ? Take.EXCEEDED : Take.EMPTY;
    }

    /** One that was taken is not needed after all. */
    synchronized void putBack() {
        left++;
    }

    /** Asks for more of {@code quota}, unless that is under way; fails where nobody knows. */
    CompletableFuture<Void> more(long quota, Instant now) {
        CompletableFuture<Void> answer;
        long wanted;
        synchronized (this) {
            if (asking != null) {
                return asking;
            }
            if (isClosed) {
                return CompletableFuture.failedFuture(new IllegalStateException("this gateway is stopping"));
            }
            answer = new CompletableFuture<>();
            asking = answer;
            wanted = wanted(quota);
        }
        leases.take(subject, period, quota, wanted)
                .subscribe(
                        lease -> {
                            leased(lease, quota, now);
                            answer.complete(null);
                        },
                        error -> {
                            failed(error);
                            answer.completeExceptionally(error);
                        });
        return answer;
    }

    /** Gives back what is left. */
    synchronized void release() {
        var _ = giveBackAll();
    }

    /** Gives back what is left; nothing is leased from now on. */
    synchronized CompletableFuture<?> close() {
        isClosed = true;
        return giveBackAll();
    }

    /** What all gateways have let through as far as this one knows, what it has leased and not used left out. */
    synchronized long used() {
        return taken - left;
    }

    synchronized long unused() {
        return left;
    }

    private synchronized void leased(Lease lease, long quota, Instant now) {
        asking = null;
        taken = lease.taken();
        if (lease.units() == 0) {
            exceeded = Math.max(quota, exceeded);
            exceededUntil = now.plus(BELIEVED_EXCEEDED);
            return;
        }
        leasedOf = left == 0 ? quota : Math.min(leasedOf, quota);
        left += lease.units();
        chunk = lease.units();
        if (isClosed) {
            var _ = giveBackAll();
        }
    }

    private synchronized void failed(Throwable error) {
        asking = null;
        log.debug("Nothing is known of a quota: {}", error.toString());
    }

    private boolean isExceeded(long quota, Instant now) {
        return quota <= exceeded && now.isBefore(exceededUntil);
    }

    /** A hundredth at a time, and less towards the end: what others have leased is no use to who has nothing left. */
    private long wanted(long quota) {
        var usual = Math.clamp(quota / SHARE, 1, MAX_CHUNK);
        return Math.clamp((quota - taken) / LAST_SLICES, 1, usual);
    }

    private CompletableFuture<?> giveBackAll() {
        var units = left;
        left = 0;
        if (units == 0) {
            return CompletableFuture.completedFuture(units);
        }
        taken -= units;
        return leases.giveBack(subject, period, units).toFuture().handle((_, error) -> {
            if (error != null) {
                log.warn("{} requests of a quota were not given back: {}", units, error.toString());
            }
            return units;
        });
    }
}
