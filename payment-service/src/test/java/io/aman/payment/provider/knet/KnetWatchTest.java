package io.aman.payment.provider.knet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.Money;
import io.aman.payment.provider.Notice;
import io.aman.payment.provider.Notices;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnetWatchTest {

    private static final List<Duration> LOOKS = List.of(Duration.ofMinutes(15), Duration.ofHours(24));

    private final MutableClock clock = MutableClock.at("2026-11-25T08:00:00Z");
    private final MongoKnetAttempts attempts =
            new MongoKnetAttempts(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("knet_watch")));
    private final List<Notice> received = new ArrayList<>();
    private final KnetWatch watch = watch(received::add);

    private KnetWatch watch(Notices notices) {
        return new KnetWatch(attempts, notices, LOOKS, Duration.ofMinutes(1), clock);
    }

    private void captured(String trackId) {
        var now = clock.instant();
        attempts.open(KnetAttempt.opened(
                trackId,
                "pay_" + trackId,
                "knet_pay_" + trackId,
                new Money(1_500, "KWD"),
                URI.create("https://shop.example/return"),
                now));
        attempts.captured(trackId, now, now.plus(LOOKS.getFirst()));
    }

    private void after(Duration time) {
        clock.advance(time);
        watch.sweep();
    }

    @Test
    void aCaptureIsLookedAtAfterAQuarterOfAnHourAndAfterADayAndThenNoMore() {
        captured("T1");
        after(Duration.ofMinutes(14));
        assertThat(received).isEmpty();
        after(Duration.ofMinutes(1));
        after(Duration.ofHours(1));
        assertThat(received).hasSize(1);
        after(Duration.ofHours(23));
        after(Duration.ofDays(30));
        assertThat(received).extracting(Notice::eventId).containsExactly("look-1:T1", "look-2:T1");
        assertThat(received).extracting(Notice::ref).containsOnly("knet_pay_T1");
    }

    @Test
    void whatIsNotCapturedIsNotWatched() {
        attempts.open(KnetAttempt.opened(
                "T2", "pay_2", "knet_pay_2", new Money(1, "KWD"), URI.create("https://x.example"), clock.instant()));
        after(Duration.ofDays(2));
        assertThat(received).isEmpty();
    }

    @Test
    void aLookThatCouldNotBeAnnouncedIsAnnouncedInTheNextRound() {
        captured("T3");
        clock.advance(Duration.ofMinutes(15));
        assertThatThrownBy(() -> watch(_ -> {
                            throw new IllegalStateException("the database is away");
                        })
                        .sweep())
                .isInstanceOf(IllegalStateException.class);
        watch.sweep();
        assertThat(received).extracting(Notice::eventId).containsExactly("look-1:T3");
    }

    /** Two instances, or one that crashed after announcing: the notice's id is the same, and only one look is counted. */
    @Test
    void twoWatchersAnnounceTheSameLookAndCountItOnce() {
        captured("T4");
        clock.advance(Duration.ofMinutes(15));
        var due = attempts.dueForLook(clock.instant(), 10);
        watch.sweep();
        due.forEach(watched -> attempts.looked(watched, LOOKS));
        assertThat(attempts.dueForLook(clock.instant(), 10)).isEmpty();
        after(Duration.ofHours(24));
        var ids = new HashSet<String>();
        received.forEach(notice -> ids.add(notice.eventId()));
        assertThat(ids).containsExactlyInAnyOrder("look-1:T4", "look-2:T4");
    }
}
