package io.aman.session.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.session.session.SessionActivity.Span;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MongoSessionActivityTest {

    private final Stored stored = new Stored();
    private final SessionActivity activity = new MongoSessionActivity(stored.mongo, stored.policy);

    private Span after(Session session, int seconds) {
        var at = session.createdAt().plusSeconds(seconds);
        return new Span(at, at);
    }

    @Test
    void theLatestCountsInWhateverOrderAndHoweverOftenItIsHeard() {
        var random = new Random(7);
        for (var round = 0; round < 20; round++) {
            var session = stored.started("usr_1");
            var heard =
                    IntStream.range(0, 30).mapToObj(_ -> random.nextInt(600)).collect(Collectors.toList());
            heard.addAll(heard.subList(0, 10));
            Collections.shuffle(heard, random);
            heard.forEach(second -> activity.note(Map.of(session.id(), after(session, second))));
            assertThat(stored.read(session.id()).lastActivity())
                    .isEqualTo(session.createdAt().plusSeconds(Collections.max(heard)));
        }
    }

    @Test
    void manyAreNotedWithoutTouchingAnyOther() {
        var sessions =
                IntStream.range(0, 50).mapToObj(_ -> stored.started("usr_1")).toList();
        var other = stored.started("usr_1");
        activity.note(sessions.stream().collect(Collectors.toMap(Session::id, session -> after(session, 60))));
        assertThat(sessions)
                .allMatch(session -> stored.read(session.id())
                        .lastActivity()
                        .equals(session.createdAt().plusSeconds(60)));
        assertThat(stored.read(other.id())).isEqualTo(other);
        activity.note(Map.of());
    }

    @Test
    void nothingThatIsOverComesBack() {
        var ended = stored.started("usr_1");
        stored.sessions.end(ended.id(), EndReason.LOGOUT, Stored.BY);
        var idle = stored.started("usr_1");
        activity.note(Map.of(
                ended.id(), after(ended, 60), idle.id(), after(idle, 30 * 60 + 30), "ses_unknown", after(idle, 1)));
        assertThat(stored.read(ended.id()).lastActivity()).isEqualTo(ended.lastActivity());
        assertThat(stored.read(idle.id()).lastActivity()).isEqualTo(idle.lastActivity());
        assertThat(stored.sessions.find("ses_unknown")).isEmpty();
    }

    @Test
    void aSessionInUseIsNotIdle() {
        var session = stored.started("usr_1");
        for (var minute : List.of(20, 40, 60)) {
            activity.note(Map.of(session.id(), after(session, minute * 60)));
        }
        stored.clock.advance(Duration.ofMinutes(90));
        assertThat(stored.isLive(session)).isTrue();
        stored.clock.advance(Duration.ofSeconds(30));
        assertThat(stored.isLive(session)).isFalse();
    }

    @Test
    void refreshCountsAsActivityAndNeverTurnsItBack() {
        var session = stored.started("usr_1");
        activity.note(Map.of(session.id(), after(session, 300)));
        stored.clock.advance(Duration.ofMinutes(1));
        stored.sessions.rotate(session.id(), 0, stored.now());
        assertThat(stored.read(session.id()).lastActivity())
                .isEqualTo(session.createdAt().plusSeconds(300));
    }
}
