package io.aman.notification.delivery;

import static io.aman.notification.delivery.DeliveryFixtures.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** What becomes of a delivery by what its provider says of it. */
class DeliveryWorkerTest extends WorkedDeliveries {

    private static final Duration CODE_LIFETIME = Duration.ofMinutes(10);

    @Test
    void aMessageThatIsSentLeavesNeitherAddressNorText() {
        add("a");

        assertThat(worker().deliverNext()).isTrue();

        assertThat(sent).hasSize(1);
        assertThat(stored("a")).doesNotContainKeys("to", "subject", "summary", "sealed", "nextAttemptAt");
        assertThat(worker().deliverNext()).isFalse();
        assertThat(deliveries.oldestWaiting()).isEmpty();
        assertThat(count("sent")).isOne();
    }

    @Test
    void aDeliveryAddedAgainIsNotSentAgain() {
        add("a");
        worker().deliverNext();

        add("a");

        assertThat(worker().deliverNext()).isFalse();
        assertThat(sent).hasSize(1);
    }

    @Test
    void aRefusalFailsAtOnceAndTheNextMessageGoes() {
        add("bad");
        clock.advance(Duration.ofMillis(1));
        add("good");
        answers.put(idOf("bad"), () -> new Refused("smtp-550"));

        deliverAll();

        assertThat(sent).containsExactly(idOf("bad"), idOf("good"));
        assertThat(deliveries.lastFailed(10)).singleElement().satisfies(failure -> {
            assertThat(failure.id()).isEqualTo(idOf("bad"));
            assertThat(failure.reason()).isEqualTo("smtp-550");
            assertThat(failure.attempts()).isOne();
            assertThat(failure.failedAt()).isEqualTo(clock.instant());
        });
        assertThat(meters.get("aman.notification.failures")
                        .tags("reason", "smtp-550")
                        .counter()
                        .count())
                .isOne();
        assertThat(stored("good")).containsKey("sentAt");
    }

    @Test
    void aMessageThatIsDeferredWaitsWhileOthersGo() {
        add("poison");
        clock.advance(Duration.ofMillis(1));
        add("good");
        answers.put(idOf("poison"), () -> {
            throw new IllegalStateException("nobody expected this");
        });

        deliverAll();

        assertThat(stored("good")).containsKey("sentAt");
        assertThat(stored("poison")).containsEntry("reason", "channel-error").containsKey("nextAttemptAt");
        assertThat(worker().deliverNext()).as("not due").isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(worker().deliverNext()).isTrue();
    }

    @Test
    void attemptsHaveAnEndAndTheMessageStaysToBeSeen() {
        add("a");
        answers.put(idOf("a"), () -> new Deferred("smtp-451"));

        for (int i = 0; i < 100; i++) {
            worker().deliverNext();
            clock.advance(Duration.ofMinutes(10));
        }

        assertThat(sent).hasSize(3);
        assertThat(deliveries.lastFailed(10)).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("attempts-exhausted:smtp-451");
            assertThat(failure.attempts()).isEqualTo(3);
        });
        assertThat(stored("a")).containsKeys("sealed", "subject");
    }

    @Test
    void whatIsOfNoUseAnyMoreIsNotSentAndForgotten() {
        deliveries.add(code("late"), clock.instant());
        answers.put(idOf("late"), () -> new Deferred("sms-unreachable"));
        worker().deliverNext();
        clock.advance(CODE_LIFETIME.minusSeconds(1));
        worker().deliverNext();
        clock.advance(Duration.ofMinutes(1));

        deliverAll();

        assertThat(sent).hasSize(2);
        assertThat(stored("late")).doesNotContainKeys("to", "subject", "sealed", "nextAttemptAt");
        assertThat(deliveries.lastFailed(10)).extracting(FailedDelivery::reason).containsExactly("too-late");
    }

    @Test
    void workersOfTwoProcessesSendEachMessageOnce() {
        var ids = IntStream.range(0, 300).mapToObj(i -> "m" + i).toList();
        ids.forEach(this::add);
        var one = start();
        var two = start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> deliveries.oldestWaiting().isEmpty());
        } finally {
            one.stop();
            two.stop();
        }

        var times = sent.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(times).hasSize(ids.size());
        assertThat(times.values()).containsOnly(1L);
        assertThat(count("overtaken")).isZero();
    }

    @Test
    void workersGoOnAfterTheStoreFailed() {
        add("a");
        var failures = new int[] {0};
        var flaky = new MongoDeliveries(mongo, DeliveryFixtures.SEALED) {
            @Override
            public Optional<Claim> claim(Instant now, Duration lease) {
                if (failures[0]++ < 3) {
                    throw new DataAccessResourceFailureException("the store is away");
                }
                return super.claim(now, lease);
            }
        };
        var workers = new DeliveryWorkers(
                worker(flaky), new DeliveryQueue(flaky, clock), new Precedence(properties(), clock), properties());
        workers.start();
        try {
            Awaitility.await().until(() -> !sent.isEmpty());
        } finally {
            workers.stop();
        }
    }

    private DeliveryWorkers start() {
        var workers = new DeliveryWorkers(
                worker(), new DeliveryQueue(deliveries, clock), new Precedence(properties(), clock), properties());
        workers.start();
        return workers;
    }

    private Delivery code(String intent) {
        var plain = delivery(intent);
        return new Delivery(
                plain.id(),
                plain.channel(),
                plain.userId(),
                plain.type(),
                plain.category(),
                plain.eventId(),
                plain.to(),
                plain.message(),
                null,
                clock.instant().plus(CODE_LIFETIME),
                null,
                null);
    }

    private double count(String outcome) {
        var counter = meters.find("aman.notification.deliveries")
                .tags("channel", "email", "outcome", outcome)
                .counter();
        return counter == null ? 0 : counter.count();
    }
}
