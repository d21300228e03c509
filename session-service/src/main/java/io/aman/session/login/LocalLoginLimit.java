package io.aman.session.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A strict limit for the time in which nobody else counts: never more than {@value #PER_ACCOUNT} attempts for an account
 * and {@value #PER_ADDRESS} from an address in any five minutes.
 *
 * <p>It remembers a fixed number of both. When they are all in use, new ones are refused: forgetting an old one would
 * let it guess on.
 */
final class LocalLoginLimit {

    static final int PER_ACCOUNT = 3;
    static final int PER_ADDRESS = 10;
    static final Duration WINDOW = Duration.ofMinutes(5);

    private final Clock clock;
    private final int capacity;

    /** Least recently used first, so that what is over lies in front. */
    private final SequencedMap<String, Deque<Instant>> attempts = new LinkedHashMap<>(16, 0.75f, true);

    LocalLoginLimit(Clock clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    /** The same from no known device. */
    boolean reserve(String accountKey, String address) {
        return reserve(accountKey, address, null);
    }

    /**
     * Counts an attempt if it is within both limits; a refused one does not count.
     *
     * @param deviceKey a device with as many attempts of its own, whatever is guessed at the account elsewhere
     */
    synchronized boolean reserve(String accountKey, String address, @Nullable String deviceKey) {
        var now = clock.instant();
        forgetOver(now);
        var account = account(accountKey, deviceKey);
        var origin = "address:" + address;
        if (within(account, PER_ACCOUNT, now) && within(origin, PER_ADDRESS, now) && fits(account, origin)) {
            count(account, now);
            count(origin, now);
            return true;
        }
        return false;
    }

    /** The owner has signed in: what was tried before counts no longer for the account. */
    synchronized void succeeded(String accountKey) {
        attempts.remove(account(accountKey, null));
    }

    /** An attempt that was counted could not be verified: it counts no longer. */
    synchronized void giveBack(String accountKey, String address, @Nullable String deviceKey) {
        forgetNewest(account(accountKey, deviceKey));
        forgetNewest("address:" + address);
    }

    private static String account(String accountKey, @Nullable String deviceKey) {
        return deviceKey == null ? "account:" + accountKey : "device:" + accountKey + ":" + deviceKey;
    }

    private void forgetNewest(String key) {
        var counted = attempts.get(key);
        if (counted != null) {
            counted.pollLast();
        }
    }

    private boolean within(String key, int limit, Instant now) {
        var counted = attempts.get(key);
        if (counted == null) {
            return true;
        }
        while (!counted.isEmpty() && isOver(counted.getFirst(), now)) {
            counted.removeFirst();
        }
        return counted.size() < limit;
    }

    private boolean fits(String account, String origin) {
        var added = (attempts.containsKey(account) ? 0 : 1) + (attempts.containsKey(origin) ? 0 : 1);
        return attempts.size() + added <= capacity;
    }

    private void count(String key, Instant now) {
        attempts.computeIfAbsent(key, _ -> new ArrayDeque<>()).addLast(now);
    }

    private void forgetOver(Instant now) {
        while (!attempts.isEmpty()) {
            var counted = attempts.firstEntry().getValue();
            if (!counted.isEmpty() && !isOver(counted.getLast(), now)) {
                return;
            }
            attempts.pollFirstEntry();
        }
    }

    private static boolean isOver(Instant attempt, Instant now) {
        return !attempt.plus(WINDOW).isAfter(now);
    }
}
