package io.aman.security.detector;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What was tried from one address lately, in the order of time and never more than {@link #MOST}.
 *
 * @param key what is counted for the address
 */
public record Source(String key, List<Try> tries) {

    public static final int MOST = 256;

    /**
     * @param account a part of the account's key
     * @param isStranger whether the account had never been used from around there
     */
    public record Try(String eventId, String account, Instant at, boolean failed, boolean isStranger) {

        public static Try of(SignIn signIn, boolean isStranger) {
            return new Try(signIn.eventId(), signIn.account(), signIn.at(), !signIn.succeeded(), isStranger);
        }
    }

    /**
     * How many accounts were tried.
     *
     * @param failed at which it failed at least once
     * @param strangers that had never been used from around there
     * @param strangersIn of those, which it got into
     */
    record Accounts(long all, long failed, long strangers, long strangersIn) {

        long failedPercent() {
            return all == 0 ? 0 : failed * 100 / all;
        }

        long strangersPercent() {
            return all == 0 ? 0 : strangers * 100 / all;
        }
    }

    public Source {
        tries = List.copyOf(tries);
    }

    Accounts accounts(Instant at, Duration window) {
        var recent = tries.stream()
                .filter(one -> !one.at.isAfter(at) && one.at.isAfter(at.minus(window)))
                .toList();
        return new Accounts(
                distinct(recent, _ -> true),
                distinct(recent, Try::failed),
                distinct(recent, Try::isStranger),
                distinct(recent, one -> one.isStranger && !one.failed));
    }

    /** At how many accounts it failed in the window that ends at {@code at}. */
    public long failedAccounts(Instant at, Duration window) {
        return accounts(at, window).failed();
    }

    private static long distinct(List<Try> tries, Predicate<Try> which) {
        return tries.stream().filter(which).map(Try::account).distinct().count();
    }

    public boolean has(String eventId) {
        return tries.stream().anyMatch(one -> one.eventId.equals(eventId));
    }

    /** With one more, unless it is there already. */
    public Source after(Try one) {
        if (has(one.eventId)) {
            return this;
        }
        var all = new ArrayList<>(tries);
        all.add(one);
        all.sort(Comparator.comparing(Try::at));
        return new Source(key, all.subList(Math.max(0, all.size() - MOST), all.size()));
    }
}
