package io.aman.payment.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.webhook.MongoReplays.Claimed;
import io.aman.payment.webhook.ReplayRow.Result;
import io.aman.platform.Ids;
import io.aman.testing.EmbeddedMongo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;

/** A replay that a crash interrupted goes on where it was, counts nothing twice, and is run by one at a time. */
class MongoReplaysTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(2));

    private final MongoOperations mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("replays"));
    private final MongoReplays replays = new MongoReplays(mongo);
    private final String id = Ids.random("rpl_");

    @BeforeEach
    void order() {
        replays.declareIndexes();
        replays.add(replay());
    }

    private Replay replay() {
        var selection = new Selection(NOW.minusSeconds(60), NOW, "stripe", null, null, List.of());
        return new Replay(id, selection, true, "user:usr_op", NOW, Replay.Counts.NONE, null, null);
    }

    private static ReplayRow row(int n, Result result) {
        return new ReplayRow(
                new Place(NOW.plusMillis(n), "stripe:evt_" + n),
                "stripe",
                "payment_intent.succeeded",
                result,
                List.of(new ReplayRow.Difference("ref", null, "pi_1")),
                "pay_1",
                List.of());
    }

    private boolean advance(Claimed claimed, int from, int to) {
        var rows = List.of(row(from, Result.DIFFERS), row(to, Result.SAME));
        return replays.advance(claimed, rows.getLast().place(), rows, LATER);
    }

    @Test
    void aSecondOrderOfTheSameOneChangesNothing() {
        var claimed = replays.claim(id, NOW, LATER).orElseThrow();
        advance(claimed, 1, 2);
        replays.add(replay());
        assertThat(replays.find(id).orElseThrow().counts().read()).isEqualTo(2);
    }

    @Test
    void oneThatWasLeftIsTakenOverAndGoesOnWhereItWas() {
        var crashed = replays.claim(id, NOW, LATER).orElseThrow();
        assertThat(crashed.replay()).isEqualTo(replay());
        assertThat(advance(crashed, 1, 2)).isTrue();
        assertThat(replays.claim(id, NOW, LATER)).isEmpty();
        assertThat(replays.due(NOW, 10)).isEmpty();

        assertThat(replays.due(LATER, 10)).containsExactly(id);
        var other = replays.claim(id, LATER, LATER.plusSeconds(60)).orElseThrow();
        assertThat(other.replay().place()).isEqualTo(row(2, Result.SAME).place());
        assertThat(advance(crashed, 3, 4)).isFalse(); // it was only slow
        assertThat(advance(other, 3, 4)).isTrue();
        replays.finish(crashed, LATER);
        assertThat(replays.find(id).orElseThrow().finishedAt()).isNull();
        replays.finish(other, LATER);

        var done = replays.find(id).orElseThrow();
        assertThat(done.finishedAt()).isEqualTo(LATER);
        assertThat(done.counts()).isEqualTo(new Replay.Counts(4, 2, 2, 0));
        assertThat(replays.rows(id, null, 10)).containsExactly(row(1, Result.DIFFERS), row(3, Result.DIFFERS));
        assertThat(replays.rows(id, row(1, Result.DIFFERS).place(), 10)).containsExactly(row(3, Result.DIFFERS));
        assertThat(replays.due(LATER.plus(Duration.ofDays(1)), 10)).isEmpty();
    }
}
