package io.aman.gateway.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.ActivityEvent.Active;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActivityBookTest {

    private static final String HERE = "192.0.2.1";
    private static final String THERE = "198.51.100.1";

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final Instant start = clock.instant();
    private final ActivityBook book = new ActivityBook(clock, Duration.ofSeconds(30), 3);

    @Test
    void theFirstRequestIsToldAtOnceAndLaterOnesTogether() {
        book.admit("ses_1", HERE);
        assertThat(book.takeDue()).containsExactly(new Active("ses_1", start, 1, HERE));

        book.admit("ses_1", HERE);
        clock.advance(Duration.ofSeconds(29));
        book.admit("ses_1", HERE);
        assertThat(book.takeDue()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(book.takeDue()).containsExactly(new Active("ses_1", start.plusSeconds(29), 2, HERE));
        assertThat(book.takeDue()).isEmpty();
    }

    @Test
    void anotherAddressIsToldAtOnceAndTheWayBackToo() {
        book.admit("ses_1", HERE);
        book.takeDue();

        book.admit("ses_1", THERE);
        assertThat(book.takeDue()).containsExactly(new Active("ses_1", start, 1, THERE));
        book.admit("ses_1", HERE);
        assertThat(book.takeDue()).containsExactly(new Active("ses_1", start, 1, HERE));
    }

    @Test
    void whatCouldNotBeToldIsToldWithWhatCameMeanwhile() {
        book.admit("ses_1", HERE);
        var untold = book.takeDue();
        clock.advance(Duration.ofSeconds(1));
        book.admit("ses_1", HERE);
        untold.forEach(book::giveBack);

        assertThat(book.takeDue()).containsExactly(new Active("ses_1", start.plusSeconds(1), 2, HERE));
    }

    @Test
    void aSessionOutOfUseIsForgotten() {
        book.admit("ses_1", HERE);
        book.takeDue();
        assertThat(book.size()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(30));
        assertThat(book.takeDue()).isEmpty();
        assertThat(book.size()).isZero();
    }

    @Test
    void noMoreSessionsAreKeptThanAllowedHoweverLongNobodyIsTold() {
        IntStream.range(0, 10).forEach(i -> book.admit("ses_" + i, HERE));
        book.admit("ses_0", HERE);

        assertThat(book.size()).isEqualTo(3);
        assertThat(book.unrecorded()).isEqualTo(7);
        assertThat(book.takeAll()).extracting(Active::requests).containsExactlyInAnyOrder(2L, 1L, 1L);
    }

    @Test
    void everyRequestCountsOnceWhileItIsTold() {
        var told = new ArrayList<Active>();
        var calls = IntStream.range(0, 8)
                .<Runnable>mapToObj(_ -> () -> IntStream.range(0, 5_000).forEach(i -> book.admit("ses_" + i % 3, HERE)))
                .toList();
        var threads = calls.stream().map(Thread.ofPlatform()::start).toList();
        while (threads.stream().anyMatch(Thread::isAlive)) {
            clock.advance(Duration.ofSeconds(30));
            told.addAll(book.takeDue());
        }
        told.addAll(book.takeAll());

        assertThat(told.stream().mapToLong(Active::requests).sum()).isEqualTo(40_000);
    }
}
