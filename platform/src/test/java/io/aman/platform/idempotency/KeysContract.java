package io.aman.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.idempotency.IdempotencyKeys.Reservation;
import io.aman.platform.idempotency.IdempotencyKeys.Reservation.Answered;
import io.aman.platform.idempotency.IdempotencyKeys.Reservation.Busy;
import io.aman.platform.idempotency.IdempotencyKeys.Reservation.Granted;
import io.aman.platform.idempotency.IdempotencyKeys.Reservation.OtherBody;
import io.aman.testing.MutableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What a key means from one moment to the next, wherever it lies. */
abstract class KeysContract {

    /** Where keys lie. */
    interface Keys {
        Reservation reserve(String id, String bodyHash);

        void answered(String id, Instant leaseUntil, KeptAnswer answer);

        void release(String id, Instant leaseUntil);

        void forget(String id, Instant leaseUntil);
    }

    static final IdempotencyProperties PROPERTIES =
            new IdempotencyProperties(Duration.ofHours(24), Duration.ofSeconds(30));

    private static final KeptAnswer ANSWER = new KeptAnswer(201, "/orders/1", "{\"id\":\"1\"}");
    private static final KeptAnswer LATE = new KeptAnswer(500, null, "{}");

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00.123Z");
    private final Keys keys = keys(clock);

    /** None is in use. */
    abstract Keys keys(Clock clock);

    @Test
    void theFirstCallIsGrantedAndTheSecondWaits() {
        granted("k", "body");

        assertThat(keys.reserve("k", "body")).isEqualTo(new Busy(Duration.ofSeconds(30)));
    }

    @Test
    void anAnsweredKeyRepeatsTheAnswer() {
        var first = granted("k", "body");
        keys.answered("k", first.leaseUntil(), ANSWER);

        assertThat(keys.reserve("k", "body")).isEqualTo(new Answered(ANSWER));
    }

    @Test
    void anotherBodyIsRefusedBeforeAndAfterTheAnswer() {
        var first = granted("k", "body");
        assertThat(keys.reserve("k", "other")).isInstanceOf(OtherBody.class);
        keys.answered("k", first.leaseUntil(), ANSWER);

        assertThat(keys.reserve("k", "other")).isInstanceOf(OtherBody.class);
    }

    @Test
    void afterACrashTheSameOperationGoesOnOnceTheLeaseIsOver() {
        var crashed = granted("k", "body");
        clock.advance(Duration.ofSeconds(31));

        assertThat(granted("k", "body").operation()).isEqualTo(crashed.operation());
        assertThat(keys.reserve("k", "body")).isInstanceOf(Busy.class);
    }

    @Test
    void whoWasTakenForCrashedCannotAnswerReleaseOrForgetTheKeyAnyMore() {
        var slow = granted("k", "body");
        clock.advance(Duration.ofSeconds(31));
        var successor = granted("k", "body");

        keys.answered("k", slow.leaseUntil(), LATE);
        keys.release("k", slow.leaseUntil());
        keys.forget("k", slow.leaseUntil());
        assertThat(keys.reserve("k", "body")).isInstanceOf(Busy.class);

        keys.answered("k", successor.leaseUntil(), ANSWER);
        assertThat(keys.reserve("k", "body")).isEqualTo(new Answered(ANSWER));
    }

    @Test
    void aReleasedKeyIsTriedAgainAtOnceWithTheSameOperation() {
        var failed = granted("k", "body");
        keys.release("k", failed.leaseUntil());

        assertThat(granted("k", "body").operation()).isEqualTo(failed.operation());
    }

    @Test
    void aForgottenKeyWasNeverUsed() {
        var refused = granted("k", "body");
        keys.forget("k", refused.leaseUntil());

        assertThat(granted("k", "other").operation()).isNotEqualTo(refused.operation());
    }

    @Test
    void afterItsLifetimeAKeyIsNewAgain() {
        var first = granted("k", "body");
        keys.answered("k", first.leaseUntil(), ANSWER);
        clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(keys.reserve("k", "body")).isInstanceOf(Answered.class);
        clock.advance(Duration.ofMillis(1));

        assertThat(granted("k", "other").operation()).isNotEqualTo(first.operation());
    }

    @Test
    void ofManyWhoAskAtOnceExactlyOneIsGranted() throws Exception {
        assertThat(grantedOf100()).isEqualTo(1);
    }

    @Test
    void ofManyWhoTakeOverACrashedKeyExactlyOneIsGranted() throws Exception {
        granted("k", "body");
        clock.advance(Duration.ofMinutes(1));

        assertThat(grantedOf100()).isEqualTo(1);
    }

    @Test
    void ofManyWhoRenewAnExpiredKeyExactlyOneIsGranted() throws Exception {
        granted("k", "body");
        clock.advance(Duration.ofHours(25));

        assertThat(grantedOf100()).isEqualTo(1);
    }

    private long grantedOf100() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = threads.invokeAll(Collections.nCopies(100, (Callable<Reservation>) () -> {
                clock.advance(Duration.ofMillis(1)); // no two leases end together
                return keys.reserve("k", "body");
            }));
            var grants = 0;
            for (var one : all) {
                grants += one.get() instanceof Granted ? 1 : 0;
            }
            return grants;
        }
    }

    private Granted granted(String id, String body) {
        var reservation = keys.reserve(id, body);
        assertThat(reservation).isInstanceOf(Granted.class);
        return (Granted) reservation;
    }
}
