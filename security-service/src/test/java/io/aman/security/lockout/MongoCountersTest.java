package io.aman.security.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.security.lockout.Reservation.Denied;
import io.aman.security.lockout.Reservation.Granted;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;

class MongoCountersTest {

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration LOCK = Duration.ofMinutes(30);
    private static final MongoTemplate MONGO = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("counters"));

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final MongoCounters counters = new MongoCounters(MONGO, clock);
    private final String key = UUID.randomUUID().toString();
    private final Limit plain = new Limit(3, WINDOW, Duration.ZERO);
    private final Limit locking = new Limit(3, WINDOW, LOCK);

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void ofTwoHundredAtOnceExactlyTheLimitIsGranted(int attempts) throws Exception {
        var limit = new Limit(attempts, WINDOW, LOCK);
        Callable<Reservation> reserve = () -> counters.reserve(key, limit);
        try (var threads = Executors.newFixedThreadPool(32)) {
            var answers =
                    threads.invokeAll(Stream.generate(() -> reserve).limit(200).toList());
            int granted = 0;
            for (var answer : answers) {
                granted += answer.get() instanceof Granted ? 1 : 0;
            }
            assertThat(granted).isEqualTo(attempts);
        }
    }

    @Test
    void roomComesBackExactlyWhenTheOldestLeavesTheWindow() {
        take(plain, 1);
        clock.advance(Duration.ofMinutes(10));
        take(plain, 2);

        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(counters.reserve(key, plain)).extracting("retryAfter").isEqualTo(Duration.ofMillis(1));
        clock.advance(Duration.ofMillis(1));
        take(plain, 1);
        assertThat(counters.reserve(key, plain)).extracting("retryAfter").isEqualTo(Duration.ofMinutes(10));
    }

    /** A counter that starts anew with each window would let 2 + 3 through within a second. */
    @Test
    void noEdgeOfAWindowLetsMoreThrough() {
        take(plain, 1);
        clock.advance(WINDOW.minusSeconds(1));
        take(plain, 2);
        clock.advance(Duration.ofSeconds(2));
        take(plain, 1);

        assertThat(counters.reserve(key, plain)).isInstanceOf(Denied.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void inNoWindowIsMoreGrantedThanTheLogOfTimesAllows(long seed) {
        var random = new Random(seed);
        var log = new ArrayDeque<Long>();
        for (int i = 0; i < 300; i++) {
            clock.advance(Duration.ofMillis(random.nextInt(600_000)));
            long now = clock.millis();
            while (!log.isEmpty() && log.peekFirst() <= now - WINDOW.toMillis()) {
                log.removeFirst();
            }
            boolean room = log.size() < plain.attempts();
            assertThat(counters.reserve(key, plain) instanceof Granted).isEqualTo(room);
            if (room) {
                log.addLast(now);
            }
        }
    }

    @Test
    void whoUsesThemUpIsLockedFromTheLast() {
        take(locking, 2);
        clock.advance(Duration.ofMinutes(14));
        take(locking, 1);

        clock.advance(Duration.ofMinutes(20));
        assertThat(counters.reserve(key, locking)).extracting("retryAfter").isEqualTo(Duration.ofMinutes(10));
        clock.advance(Duration.ofMinutes(10));
        take(locking, 1);
    }

    @Test
    void slowAttemptsLockNothing() {
        for (int i = 0; i < 10; i++) {
            take(locking, 1);
            clock.advance(Duration.ofMinutes(8));
        }
    }

    @Test
    void denialsDoNotProlongTheLock() {
        take(locking, 3);
        for (int i = 0; i < 29; i++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(counters.reserve(key, locking)).isInstanceOf(Denied.class);
        }
        clock.advance(Duration.ofMinutes(1));
        take(locking, 1);
    }

    @Test
    void aSuccessGivesBackWhatWasTriedUntilThenAndUnlocks() {
        take(locking, 3);
        counters.giveBack(key, clock.instant());

        take(locking, 3);
        assertThat(counters.reserve(key, locking)).isInstanceOf(Denied.class);
    }

    @Test
    void aLateOrRepeatedSuccessForgivesNothingThatCameAfterIt() {
        take(locking, 1);
        var succeeded = clock.instant();
        clock.advance(Duration.ofSeconds(10));
        take(locking, 1);

        counters.giveBack(key, succeeded);
        take(locking, 2);
        assertThat(counters.reserve(key, locking)).isInstanceOf(Denied.class);
        counters.giveBack(key, succeeded);
        counters.giveBack(key, succeeded.minusSeconds(60));
        assertThat(counters.reserve(key, locking)).isInstanceOf(Denied.class);
    }

    @Test
    void ofManyKeysEachIsGivenBackUpToItsOwnTime() {
        var other = UUID.randomUUID().toString();
        take(locking, 3);
        var first = clock.instant();
        clock.advance(Duration.ofSeconds(10));
        for (int i = 0; i < 3; i++) {
            counters.reserve(other, locking);
        }

        counters.giveBack(Map.of(key, first, other, first, UUID.randomUUID().toString(), first));

        take(locking, 1);
        assertThat(counters.reserve(other, locking)).isInstanceOf(Denied.class);
    }

    @Test
    void aSuccessOfAKeyThatWasNeverCountedIsNothing() {
        counters.giveBack(key, clock.instant());

        assertThat(MONGO.findById(key, Document.class, MongoCounters.COLLECTION))
                .isNull();
    }

    @Test
    void whatCanNoLongerDenyIsDeleted() {
        take(locking, 3);
        clock.advance(WINDOW.plus(LOCK).minusMillis(1));
        counters.purge();
        assertThat(MONGO.findById(key, Document.class, MongoCounters.COLLECTION))
                .isNotNull();

        clock.advance(Duration.ofMillis(1));
        counters.purge();
        assertThat(MONGO.findById(key, Document.class, MongoCounters.COLLECTION))
                .isNull();
    }

    @Test
    void theIndexOfThePurgeIsDeclared() {
        counters.declareIndexes();

        assertThat(MONGO.indexOps(MongoCounters.COLLECTION).getIndexInfo())
                .anyMatch(index -> index.isIndexForFields(List.of("purgeAt")));
    }

    private void take(Limit limit, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(counters.reserve(key, limit)).isInstanceOf(Granted.class);
        }
    }
}
