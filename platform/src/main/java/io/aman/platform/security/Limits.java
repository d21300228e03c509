package io.aman.platform.security;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much somebody may ask for; 0 where nothing is said.
 *
 * @param perSecond requests of a burst, and as many each second after it
 * @param perMinute requests in any sixty seconds
 * @param concurrency requests under way at once
 * @param daily requests of a UTC day
 * @param monthly requests of a UTC month
 */
public record Limits(int perSecond, int perMinute, int concurrency, long daily, long monthly) {

    public static final Limits NONE = new Limits(0, 0, 0, 0, 0);

    public static final int MAX_RATE = 1_000_000;
    public static final long MAX_QUOTA = 1_000_000_000_000L;

    private static final int FIELDS = 5;

    /** @throws IllegalArgumentException when one is negative or larger than there can be */
    public Limits {
        requireWithin(MAX_RATE, perSecond, perMinute, concurrency);
        requireWithin(MAX_QUOTA, daily, monthly);
    }

    /** Of each the higher one. */
    public Limits highest(Limits other) {
        return new Limits(
                Math.max(perSecond, other.perSecond),
                Math.max(perMinute, other.perMinute),
                Math.max(concurrency, other.concurrency),
                Math.max(daily, other.daily),
                Math.max(monthly, other.monthly));
    }

    /** These, and {@code defaults} where these say nothing. */
    public Limits orElse(Limits defaults) {
        return new Limits(
                perSecond == 0 ? defaults.perSecond : perSecond,
                perMinute == 0 ? defaults.perMinute : perMinute,
                concurrency == 0 ? defaults.concurrency : concurrency,
                daily == 0 ? defaults.daily : daily,
                monthly == 0 ? defaults.monthly : monthly);
    }

    /** Whether no longer time allows less than a shorter one; where one of two says nothing they agree. */
    public boolean areOrdered() {
        return agree(perSecond, perMinute) && agree(daily, monthly);
    }

    public boolean haveQuota() {
        return daily > 0 || monthly > 0;
    }

    /** The claim {@code lim} of an access token: the five numbers in their order. */
    public List<Long> claim() {
        return List.of((long) perSecond, (long) perMinute, (long) concurrency, daily, monthly);
    }

    /**
     * What {@link #claim} said; a later release may append to it.
     *
     * @param claim null where the token has none
     * @throws IllegalArgumentException when it is none
     */
    static @Nullable Limits ofClaim(@Nullable List<?> claim) {
        if (claim == null) {
            return null;
        }
        if (claim.size() < FIELDS) {
            throw new IllegalArgumentException("fewer than five limits");
        }
        return new Limits(
                rate(claim.get(0)),
                rate(claim.get(1)),
                rate(claim.get(2)),
                number(claim.get(3)), // daily
                number(claim.get(4)));
    }

    private static int rate(@Nullable Object field) {
        var number = number(field);
        requireWithin(MAX_RATE, number);
        return (int) number;
    }

    private static long number(@Nullable Object field) {
        if (field instanceof Long number) {
            return number;
        }
        if (field instanceof Integer number) {
            return number;
        }
        throw new IllegalArgumentException("a limit is no integer");
    }

    private static boolean agree(long shorter, long longer) {
        return shorter == 0 || longer == 0 || shorter <= longer;
    }

    private static void requireWithin(long most, long... limits) {
        for (var limit : limits) {
            if (limit < 0 || limit > most) {
                throw new IllegalArgumentException("a limit is not between 0 and " + most);
            }
        }
    }
}
