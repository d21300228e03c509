package io.aman.notification.delivery;

import static io.aman.notification.delivery.DeliveryFixtures.delivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.notification.CrashingMongo;
import io.aman.notification.CrashingMongo.Crash;
import io.aman.notification.CrashingMongo.Moment;
import io.aman.notification.Wiring;
import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Outcome.Unknown;
import io.aman.platform.Secret;
import io.aman.platform.observability.Traces;
import io.aman.platform.security.Sealed;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

class DeliveryWorkerTest {

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration CODE_LIFETIME = Duration.ofMinutes(10);

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("delivery"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Deliveries deliveries = new MongoDeliveries(mongo, DeliveryFixtures.SEALED);

    /** What the channel was asked to send, by id. */
    private final ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();

    private final Map<String, Supplier<Outcome>> answers = new HashMap<>();
    private int sendsInDoubt = Integer.MAX_VALUE;
    private @Nullable Instant restoredAt;

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
    void whatHappenedBeforeARestoreIsToldWhenAnAdministratorSaysSo() {
        restoredAt = clock.instant();
        var happened = restoredAt.minusSeconds(1);
        deliveries.add(
                List.of(new Queued(delivery("told-perhaps"), happened)),
                clock.instant().plusSeconds(5));
        add("new");
        clock.advance(Duration.ofSeconds(5));

        deliverAll();

        assertThat(sent).containsExactly(idOf("new"));
        assertThat(deliveries.lastFailed(10))
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("before-restore"));
        var history = new MongoDeliveryHistory(mongo);
        assertThat(history.resend(idOf("told-perhaps"), "usr_admin", "not in the provider's log", clock.instant()))
                .isTrue();

        deliverAll();

        assertThat(sent).containsExactly(idOf("new"), idOf("told-perhaps"));
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
    void aMessageThatKillsEveryWorkerIsParkedToo() {
        add("killer");
        answers.put(idOf("killer"), () -> {
            throw new Crash();
        });
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> worker().deliverNext()).isInstanceOf(Crash.class);
            clock.advance(LEASE);
        }

        worker().deliverNext();

        assertThat(sent).hasSize(3);
        assertThat(deliveries.lastFailed(10)).extracting(FailedDelivery::reason).containsExactly("attempts-exhausted");
    }

    @Test
    void aWorkerThatDiesBeforeSendingDelaysAMessageByTheLease() {
        add("a");
        var claimsAndDies = worker(CrashingMongo.at(mongo, 1, Moment.AFTER));
        assertThatThrownBy(claimsAndDies::deliverNext).isInstanceOf(Crash.class);
        assertThat(sent).isEmpty();

        assertThat(worker().deliverNext()).isFalse();
        clock.advance(LEASE);
        deliverAll();

        assertThat(sent).hasSize(1);
    }

    @Test
    void aWorkerThatDiesAfterSendingCausesExactlyOneMore() {
        add("a");
        var sendsAndDies = worker(CrashingMongo.at(mongo, 2, Moment.BEFORE));
        assertThatThrownBy(sendsAndDies::deliverNext).isInstanceOf(Crash.class);
        assertThat(sent).hasSize(1);

        clock.advance(LEASE);
        deliverAll();
        clock.advance(Duration.ofDays(1));
        deliverAll();

        assertThat(sent).containsExactly(idOf("a"), idOf("a"));
    }

    @Test
    void aWorkerThatDiesAfterSettlingCausesNoMore() {
        add("a");
        var settlesAndDies = worker(CrashingMongo.at(mongo, 2, Moment.AFTER));
        assertThatThrownBy(settlesAndDies::deliverNext).isInstanceOf(Crash.class);

        clock.advance(Duration.ofDays(1));
        deliverAll();

        assertThat(sent).hasSize(1);
    }

    @Test
    void whoseLeaseWasTakenOverSettlesNothing() {
        add("a");
        var slow = deliveries.claim(clock.instant(), LEASE).orElseThrow();
        assertThat(deliveries.claim(clock.instant(), LEASE)).as("under lease").isEmpty();
        clock.advance(LEASE);
        var quick = deliveries.claim(clock.instant(), LEASE).orElseThrow();

        assertThat(deliveries.sent(slow, clock.instant(), List.of())).isFalse();
        assertThat(deliveries.deferred(slow, clock.instant(), "late", List.of()))
                .isFalse();
        assertThat(deliveries.failed(slow, clock.instant(), DeliveryState.FAILED, "late", List.of()))
                .isFalse();
        assertThat(stored("a")).doesNotContainKeys("sentAt", "failedAt", "reason");

        assertThat(deliveries.sent(quick, clock.instant(), List.of())).isTrue();
        assertThat(deliveries.sent(quick, clock.instant(), List.of()))
                .as("settled")
                .isFalse();
        assertThat(deliveries.failed(slow, clock.instant(), DeliveryState.FAILED, "late", List.of()))
                .isFalse();
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
    void whatMayHaveGoneOutIsSentInDoubtTwiceInARowAtMost() {
        sendsInDoubt = 2;
        add("a");
        answers.put(idOf("a"), () -> new Unknown("sms-no-answer"));

        for (int i = 0; i < 10; i++) {
            deliverAll();
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(sent).hasSize(2);
        assertThat(deliveries.lastFailed(10))
                .extracting(FailedDelivery::reason)
                .containsExactly("sent-in-doubt:sms-no-answer");
        assertThat(stored("a")).doesNotContainKeys("to", "subject", "sealed");
    }

    @Test
    void aWorkerThatDiesLeavesAsMuchDoubtAsAnAnswerThatStaysAway() {
        sendsInDoubt = 2;
        add("a");
        answers.put(idOf("a"), () -> {
            throw new Crash();
        });
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> worker().deliverNext()).isInstanceOf(Crash.class);
            clock.advance(LEASE);
        }

        deliverAll();

        assertThat(sent).hasSize(2);
        assertThat(deliveries.lastFailed(10)).extracting(FailedDelivery::reason).containsExactly("sent-in-doubt");
    }

    @Test
    void whoKnowsThatNothingWentOutBeginsToCountAnew() {
        sendsInDoubt = 2;
        add("a");
        var outcomes = new ArrayDeque<Outcome>(
                List.of(new Unknown("sms-no-answer"), new Deferred("sms-429"), new Unknown("sms-500")));
        answers.put(idOf("a"), outcomes::remove);

        for (int i = 0; i < 3; i++) {
            worker().deliverNext();
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(sent).hasSize(3);
    }

    @Test
    void aMailInDoubtIsSentOn() {
        add("a");
        answers.put(idOf("a"), () -> new Unknown("lost"));
        for (int i = 0; i < 3; i++) {
            worker().deliverNext();
            clock.advance(Duration.ofMinutes(10));
        }

        assertThat(sent).hasSize(3);
        assertThat(deliveries.lastFailed(10))
                .extracting(FailedDelivery::reason)
                .containsExactly("attempts-exhausted:lost");
    }

    @Test
    void whatWaitsLiesSealedAndAKeyThatIsGoneHoldsUpNoOther() {
        var others = new Sealed(List.of(Secret.of("AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=")));
        new MongoDeliveries(mongo, others).add(delivery("sealed"), clock.instant());
        clock.advance(Duration.ofMillis(1));
        add("good");
        assertThat(mongo.findAll(Document.class, "deliveries").toString()).doesNotContain("good@example.com", "الثاني");

        deliverAll();

        assertThat(sent).containsExactly(idOf("good"));
        assertThat(deliveries.lastFailed(10)).extracting(FailedDelivery::reason).containsExactly("seal-not-opened");
        assertThat(stored("sealed")).containsKey("sealed");
    }

    @Test
    void aMessageThatNobodyCanReadIsParkedAndHoldsUpNoOther() {
        add("broken");
        clock.advance(Duration.ofMillis(1));
        add("good");
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(idOf("broken"))),
                new Update().set("category", "gossip"),
                "deliveries");

        deliverAll();

        assertThat(sent).containsExactly(idOf("good"));
        assertThat(deliveries.lastFailed(10)).extracting(FailedDelivery::reason).containsExactly("unreadable");
    }

    @Test
    void aMessageThatWaitedBeforeTextsWereSealedStillGoes() {
        add("old");
        var body = Wiring.body(stored("old"));
        mongo.updateMulti(
                new Query(),
                new Update()
                        .unset("sealed")
                        .unset("inDoubt")
                        .set("to", body.get("to"))
                        .set("text", body.get("text"))
                        .set("html", body.get("html")),
                "deliveries");

        deliverAll();

        assertThat(sent).hasSize(1);
        assertThat(stored("old")).doesNotContainKeys("to", "text", "html");
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

    @Test
    void theOldestMessageThatWaitsIsMeasured() {
        assertThat(meters.find("aman.notification.delivery.oldest").timeGauge()).isNull();
        worker();
        var oldest = meters.get("aman.notification.delivery.oldest").timeGauge();
        assertThat(oldest.value()).isZero();

        add("a");
        answers.put(idOf("a"), () -> new Deferred("smtp-451"));
        worker().deliverNext();
        clock.advance(Duration.ofSeconds(90));
        add("b");

        assertThat(oldest.value(TimeUnit.SECONDS)).isEqualTo(90);
    }

    @Test
    void whatIsScheduledWaitsForItsTimeAndTheOldestIsNotOlderForIt() {
        deliveries.add(scheduled("later", "key"), clock.instant());
        add("now");

        deliverAll();
        assertThat(sent).containsExactly(idOf("now"));

        clock.advance(Duration.ofHours(2));
        deliverAll();
        assertThat(sent).containsExactly(idOf("now"), idOf("later"));
    }

    @Test
    void whatWaitsIsCanceledByItsKeyAndForgotten() {
        deliveries.add(scheduled("a", "key"), clock.instant());
        deliveries.add(scheduled("b", "key"), clock.instant());
        deliveries.add(scheduled("c", "other"), clock.instant());

        assertThat(deliveries.cancel(List.of("key"), clock.instant())).isEqualTo(2);
        assertThat(deliveries.cancel(List.of("key"), clock.instant())).isZero();
        clock.advance(Duration.ofHours(2));
        deliverAll();

        assertThat(sent).containsExactly(idOf("c"));
        assertThat(stored("a"))
                .containsEntry("state", "canceled")
                .doesNotContainKeys("sealed", "subject", "nextAttemptAt", "waitingSince", "cancelKey");
    }

    @Test
    void whatIsBeingSentIsNotCanceled() {
        deliveries.add(scheduled("a", "key"), clock.instant());
        clock.advance(Duration.ofHours(2));
        var claim = deliveries.claim(clock.instant(), LEASE).orElseThrow();

        assertThat(deliveries.cancel(List.of("key"), clock.instant())).isZero();
        assertThat(deliveries.deferred(claim, clock.instant().plusSeconds(1), "smtp-451", List.of()))
                .isTrue();
        assertThat(deliveries.cancel(List.of("key"), clock.instant())).isOne();
    }

    private Delivery scheduled(String intent, String cancelKey) {
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
                null,
                clock.instant().plus(Duration.ofHours(1)),
                cancelKey);
    }

    private DeliveryWorkers start() {
        var workers = new DeliveryWorkers(
                worker(), new DeliveryQueue(deliveries, clock), new Precedence(properties(), clock), properties());
        workers.start();
        return workers;
    }

    private DeliveryWorker worker() {
        return worker(mongo);
    }

    private DeliveryWorker worker(MongoOperations store) {
        return worker(new MongoDeliveries(store, DeliveryFixtures.SEALED));
    }

    private DeliveryWorker worker(Deliveries queue) {
        var metrics = new DeliveryMetrics(meters, queue, clock);
        var channels = new Channels(List.of(channel()), List.of(), DeliveryFixtures.failover(), metrics, clock);
        var admission = DeliveryFixtures.admission(mongo, clock);
        return new DeliveryWorker(queue, channels, admission, properties(), metrics, Traces.none(), clock);
    }

    private DeliveryProperties properties() {
        return new DeliveryProperties(
                2,
                Duration.ofMillis(20),
                LEASE,
                3,
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                restoredAt);
    }

    private Channel channel() {
        return new Channel() {
            @Override
            public String name() {
                return "email";
            }

            @Override
            public int sendsInDoubt() {
                return sendsInDoubt;
            }

            @Override
            public Outcome send(Delivery delivery) {
                sent.add(delivery.id());
                return answers.getOrDefault(delivery.id(), Sent::new).get();
            }
        };
    }

    private void deliverAll() {
        var worker = worker();
        while (worker.deliverNext()) {
            // the next one
        }
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

    private void add(String intent) {
        deliveries.add(delivery(intent), clock.instant());
    }

    private static String idOf(String intent) {
        return Delivery.idOf(intent, "email");
    }

    private Document stored(String intent) {
        return mongo.findById(idOf(intent), Document.class, "deliveries");
    }

    private double count(String outcome) {
        var counter = meters.find("aman.notification.deliveries")
                .tags("channel", "email", "outcome", outcome)
                .counter();
        return counter == null ? 0 : counter.count();
    }
}
