package io.aman.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.Shelves;
import io.aman.platform.idempotency.HeldKey.AnsweredBefore;
import io.aman.platform.idempotency.IdempotencyError.InProgress;
import io.aman.platform.idempotency.IdempotencyError.KeyReused;
import io.aman.platform.idempotency.IdempotencyKeys.Reservation;
import io.aman.platform.idempotency.IdempotencyKeys.Reservation.Answered;
import io.aman.platform.idempotency.IdempotencyKeys.Reservation.Busy;
import io.aman.platform.idempotency.IdempotencyKeys.Reservation.Granted;
import io.aman.platform.idempotency.IdempotencyKeys.Reservation.OtherBody;
import io.aman.testing.EmbeddedMongo;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Keys that lie in one document, which many change. */
class KeyRingTest extends KeysContract {

    private static final String SHELF = "shelf";
    private static final KeptAnswer ANSWER = new KeptAnswer(200, null, "{}");

    private final Shelves shelves = new Shelves(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("rings")));

    @Override
    Keys keys(Clock clock) {
        return new RingKeys(new Shelves(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("rings"))), clock);
    }

    /** @param held by when their leases end: no two of them end together */
    private record RingKeys(Shelves shelves, Clock clock, Map<Instant, HeldKey<KeptAnswer>> held) implements Keys {

        RingKeys(Shelves shelves, Clock clock) {
            this(shelves, clock, new ConcurrentHashMap<>());
        }

        @Override
        public Reservation reserve(String id, String bodyHash) {
            var key = key(id, bodyHash, clock.instant());
            try {
                shelves.change(SHELF, ring -> ring.take(key));
            } catch (AnsweredBefore _) {
                return new Answered(shelves.answer(SHELF, key).orElseThrow());
            } catch (InProgress e) {
                return new Busy(e.retryAfter());
            } catch (KeyReused _) {
                return new OtherBody();
            }
            var leaseUntil = key.now().plus(PROPERTIES.lease());
            held.put(leaseUntil, key);
            return new Granted(new Operation(key.operation()), leaseUntil);
        }

        @Override
        public void answered(String id, Instant leaseUntil, KeptAnswer answer) {
            shelves.change(SHELF, ring -> ring.keep(held(leaseUntil), answer));
        }

        @Override
        public void release(String id, Instant leaseUntil) {
            shelves.change(SHELF, ring -> ring.release(held(leaseUntil)));
        }

        @Override
        public void forget(String id, Instant leaseUntil) {
            shelves.change(SHELF, ring -> ring.forget(held(leaseUntil)));
        }

        private HeldKey<KeptAnswer> held(Instant leaseUntil) {
            return Objects.requireNonNull(held.get(leaseUntil));
        }
    }

    private static HeldKey<KeptAnswer> key(String id, String bodyHash, Instant now) {
        return new HeldKey<>(id, bodyHash, PROPERTIES, now, (answer, _) -> answer);
    }

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private HeldKey<KeptAnswer> taken(String id, Instant now) {
        var key = key(id, "body", now);
        shelves.change(SHELF, ring -> ring.take(key));
        return key;
    }

    private Document keys() {
        return shelves.stored(SHELF).get(MongoKeyRing.KEYS, Document.class);
    }

    @Test
    void aKeyThatIsOverGoesWithItsAnswerWhenTheNextIsTaken() {
        var first = taken("first", NOW);
        shelves.change(SHELF, ring -> ring.keep(first, ANSWER));
        taken("open", NOW.plusSeconds(1));
        assertThat(keys()).containsOnlyKeys("first", "open");

        taken("next", NOW.plus(PROPERTIES.lifetime()));

        assertThat(keys()).containsOnlyKeys("open", "next");
        assertThat(shelves.answer(SHELF, first)).isEmpty();
    }

    @Test
    void callsThatFailAndLeaveNothingBehindDoNotFillTheDocument() {
        var answered = taken("answered", NOW);
        shelves.change(SHELF, ring -> ring.keep(answered, ANSWER));
        var begun = taken("begun", NOW);
        shelves.change(SHELF, ring -> ring.release(begun));
        IntStream.range(0, 100).forEach(n -> {
            var failed = taken("failed" + n, NOW.plusMillis(n + 1));
            shelves.change(SHELF, ring -> {
                ring.release(failed);
                ring.dropIdle(failed, begun.operation()::equals);
            });
        });

        assertThat(keys()).hasSize(2 + 32).containsKeys("answered", "begun", "failed99", "failed68");
        assertThat(shelves.answer(SHELF, answered)).hasValue(ANSWER);
    }

    @Test
    void theKeyThatMadeTheDocumentIsNeverAsIfItHadNotBeenUsed() {
        var made = key("made", "body", NOW);
        var ring = KeyRing.empty();
        ring.takeToMake(made);
        ring.forget(made);

        assertThat(ring.maker()).hasValue("made");
        assertThat(ring.takeAgain(key("made", "body", NOW))).isTrue();
    }

    @Test
    void theKeyThatMadeTheDocumentIsFreeOnceItIsOver() {
        var made = key("made", "body", NOW);
        var ring = KeyRing.empty();
        ring.takeToMake(made);
        ring.keep(made, ANSWER);

        assertThat(ring.stored().takeAgain(key("made", "other", NOW.plus(PROPERTIES.lifetime()))))
                .isFalse();
        var later = ring.stored();
        later.take(key("later", "body", NOW.plus(PROPERTIES.lifetime())));
        assertThat(later.maker()).isEmpty();
    }
}
