package io.aman.payment.metrics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;

/** The whole hours, in UTC, that sums are kept for. */
final class Hours {

    private Hours() {}

    static Instant of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.HOURS);
    }

    /** Every hour from the one of {@code from} to the one of {@code to}. */
    static List<Instant> between(Instant from, Instant to) {
        var first = of(from);
        return LongStream.rangeClosed(0, ChronoUnit.HOURS.between(first, of(to)))
                .mapToObj(n -> first.plus(n, ChronoUnit.HOURS))
                .toList();
    }

    /** The id of the hour's document; in the order of time. No date: Spring would make an ObjectId of it. */
    static String id(Instant instant) {
        return of(instant).toString();
    }

    static List<String> ids(List<Instant> hours) {
        return hours.stream().map(Hours::id).toList();
    }
}
