package io.aman.platform.outbox;

import static io.aman.platform.outbox.FakeKafka.Mood.NEVER_ANSWERS;
import static io.aman.platform.outbox.FakeKafka.Mood.REFUSES_IT;
import static io.aman.platform.outbox.FakeKafka.Mood.TAKES_IT;
import static io.aman.platform.outbox.FakeKafka.Mood.TAKES_IT_AND_THE_RELAY_DIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.platform.event.AcknowledgedSender;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.OutboxBacklog.Backlog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** What the outbox promises on any server. */
abstract class OutboxContract {

    private static final String ORDERS = "orders";

    private final FakeKafka kafka = new FakeKafka();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Outbox outbox = new Outbox("shop", Traces.none());
    private final List<OutboxRelay> relays = new ArrayList<>();
    private Duration gather = Duration.ZERO;
    private Duration sendTimeout = Duration.ofSeconds(15); // a pause of this process is no silence of Kafka's
    private MongoTemplate mongo;

    /** An empty database. */
    abstract MongoTemplate database();

    @BeforeEach
    void open() {
        mongo = database();
        new OutboxStore(mongo).declareIndex(ORDERS);
    }

    @AfterEach
    void stop() {
        relays.forEach(OutboxRelay::stop);
    }

    @Test
    void eventsOfADocumentArriveInTheOrderOfItsChanges() {
        insert("a");
        IntStream.range(0, 50).forEach(_ -> change("a"));

        start().wake(ORDERS, "a");

        awaitEmpty();
        assertThat(kafka.arrived).containsExactlyElementsOf(ids("a", 50));
        assertThat(meters.find("aman.events.published").counters())
                .singleElement()
                .satisfies(counter -> {
                    assertThat(counter.getId().getTag("type")).matches("[a-z.-]+\\.v1");
                    assertThat(counter.count()).isEqualTo(50);
                });
    }

    @Test
    void anInsertTellsItsEventsToo() {
        var document = new Document("_id", "a").append(Outbox.FIELD, outbox.entries(List.of(event("a", 1))));
        mongo.insert(document, ORDERS);

        start().wake(ORDERS, "a");

        awaitEmpty();
        assertThat(kafka.arrived).containsExactly("a-1");
    }

    @Test
    void whatHasToldAllIsRemovedHoweverMuchItIsAndTheRestStays() {
        var old = IntStream.range(0, 1_050)
                .mapToObj(n -> new Document("_id", "old_" + n).append("purgeAt", 1))
                .toList();
        mongo.insert(old, ORDERS);
        mongo.insert(new Document("_id", "young").append("purgeAt", 3), ORDERS);
        insert("old_and_untold");
        change("old_and_untold");
        mongo.updateFirst(Query.query(Criteria.where("_id").is("old_and_untold")), Update.update("purgeAt", 1), ORDERS);

        Outbox.removeTold(mongo, Criteria.where("purgeAt").lte(2), ORDERS);

        assertThat(mongo.findAll(Document.class, ORDERS))
                .extracting(left -> left.getString("_id"))
                .containsExactlyInAnyOrder("young", "old_and_untold");
    }

    @Test
    void theSweepFindsWhatNobodyAnnounced() {
        insert("a");
        change("a");

        start();

        awaitEmpty();
        assertThat(kafka.arrived).containsExactly("a-1");
    }

    @Test
    void aRelayThatDiesAfterSendingSendsTheSameIdAgainAndLosesNothing() {
        insert("a");
        IntStream.range(0, 3).forEach(_ -> change("a"));
        var deaths = new AtomicInteger();
        kafka.mood = _ -> deaths.incrementAndGet() == 2 ? TAKES_IT_AND_THE_RELAY_DIES : TAKES_IT;

        start(Duration.ofHours(1)).wake(ORDERS, "a");
        await().until(() -> kafka.arrived.size() == 2);
        relays.forEach(OutboxRelay::stop);
        assertThat(waiting("a")).containsExactly("a-2", "a-3");

        start();
        awaitEmpty();
        assertThat(kafka.arrived).containsExactly("a-1", "a-2", "a-2", "a-3");
    }

    @Test
    void whileKafkaIsAwayEventsAreKeptAndLaterArriveInOrder() {
        insert("a");
        IntStream.range(0, 3).forEach(_ -> change("a"));
        kafka.mood = _ -> REFUSES_IT;
        var relay = start();
        relay.wake(ORDERS, "a");
        await().during(Duration.ofMillis(100)).until(() -> waiting("a").size() == 3);

        kafka.mood = _ -> TAKES_IT;

        awaitEmpty();
        assertThat(kafka.arrived).containsExactlyElementsOf(ids("a", 3));
    }

    @Test
    void anEventThatIsNotAcknowledgedInTimeHoldsTheLaterOnesBack() {
        insert("a");
        IntStream.range(0, 2).forEach(_ -> change("a"));
        var tries = new AtomicInteger();
        kafka.mood = _ -> tries.incrementAndGet() <= 2 ? NEVER_ANSWERS : TAKES_IT;
        sendTimeout = Duration.ofMillis(500);

        start();

        awaitEmpty();
        assertThat(kafka.arrived).containsExactly("a-1", "a-2");
        assertThat(tries.get()).isEqualTo(4);
    }

    @Test
    void oneDocumentThatCannotBePublishedDoesNotHoldUpAnother() {
        insert("bad");
        insert("good");
        change("bad");
        change("good");
        kafka.mood = message -> message.key().equals("bad") ? REFUSES_IT : TAKES_IT;

        start();

        await().until(() -> kafka.arrived.contains("good-1"));
        assertThat(waiting("bad")).containsExactly("bad-1");
    }

    @Test
    void anEntryThatIsNoneDoesNotStopTheOthers() {
        mongo.insert(
                new Document("_id", "broken").append(Outbox.FIELD, List.of(new Document("id", "broken-1"))), ORDERS);
        insert("a");
        change("a");

        start();

        await().until(() -> kafka.arrived.contains("a-1"));
    }

    @Test
    void writersAndTheRelayNeverLoseOrDisorderAnEventBetweenThem() throws Exception {
        writeAndRelay();
    }

    private void writeAndRelay() throws Exception {
        var relay = start();
        var perDocument = writeFromSeveralThreads(relay);

        awaitEmpty();
        for (var document : perDocument) {
            assertThat(kafka.firstArrivals(document)).isEqualTo(ids(document, version(document)));
        }
    }

    @Test
    void theSameHoldsWhereDocumentsAreReadAndClearedTogether() throws Exception {
        gather = Duration.ofMillis(5);
        writeAndRelay();
    }

    @Test
    void twoRelaysOnOneDatabaseKeepTheOrderOfFirstArrivals() throws Exception {
        kafka.mood = _ -> switch (ThreadLocalRandom.current().nextInt(20)) {
            case 0 -> REFUSES_IT;
            case 1 -> TAKES_IT_AND_THE_RELAY_DIES;
            default -> TAKES_IT;
        };
        start();
        var perDocument = writeFromSeveralThreads(start());

        awaitEmpty();
        for (var document : perDocument) {
            assertThat(kafka.firstArrivals(document)).isEqualTo(ids(document, version(document)));
        }
    }

    @Test
    void theBacklogIsHowManyDocumentsWaitAndSinceWhen() {
        var backlog = new OutboxBacklog(new OutboxStore(mongo), List.of(new OutboxCollection(ORDERS)));
        insert("sent");
        assertThat(backlog.look(10)).containsExactly(new Backlog(ORDERS, 0, false, null));
        for (var id : List.of("a", "b", "c")) {
            insert(id);
            change(id);
            change(id);
        }
        mongo.insert(
                new Document("_id", "broken").append(Outbox.FIELD, List.of(new Document("id", "broken-1"))), ORDERS);
        assertThat(backlog.look(4)).containsExactly(new Backlog(ORDERS, 4, false, Instant.EPOCH.plusSeconds(1)));
        var now = Instant.EPOCH.plusSeconds(61);
        assertThat(backlog.age(new OutboxCollection(ORDERS), now)).isEqualTo(Duration.ofMinutes(1));
        assertThat(backlog.age(new OutboxCollection(ORDERS), Instant.EPOCH)).isZero();
        assertThat(backlog.age(new OutboxCollection("others"), now)).isZero();
        assertThat(backlog.look(2)).first().satisfies(seen -> {
            assertThat(seen.documents()).isEqualTo(2);
            assertThat(seen.isMore()).isTrue();
        });
    }

    private List<String> writeFromSeveralThreads(OutboxRelay relay) throws Exception {
        var documents = IntStream.range(0, 10).mapToObj(n -> "doc" + n).toList();
        documents.forEach(this::insert);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = IntStream.range(0, 4)
                    .<Callable<Void>>mapToObj(_ -> () -> {
                        for (var i = 0; i < 500; i++) {
                            var document =
                                    documents.get(ThreadLocalRandom.current().nextInt(documents.size()));
                            change(document);
                            if (i % 3 > 0) { // the rest is for the sweep
                                relay.wake(ORDERS, document);
                            }
                        }
                        return null;
                    })
                    .toList();
            for (var writer : threads.invokeAll(writers)) {
                writer.get();
            }
        }
        assertThat(documents.stream().mapToInt(this::version).sum()).isEqualTo(2000);
        return documents;
    }

    private OutboxRelay start() {
        return start(Duration.ofMillis(20));
    }

    private OutboxRelay start(Duration sweepInterval) {
        var properties = new OutboxProperties(sweepInterval, sendTimeout, gather, 8, 100);
        var publisher =
                new OutboxPublisher(new AcknowledgedSender(kafka, properties.sendTimeout()), Traces.none(), meters);
        var relay =
                new OutboxRelay(new OutboxStore(mongo), publisher, List.of(new OutboxCollection(ORDERS)), properties);
        relays.add(relay);
        relay.start();
        return relay;
    }

    private void insert(String id) {
        mongo.insert(new Document("_id", id).append("version", 0), ORDERS);
    }

    /** One conditional update, tried again when another writer was quicker. */
    private void change(String id) {
        int next;
        Update update;
        do {
            next = version(id) + 1;
            update = outbox.append(new Update().set("version", next), List.of(event(id, next)));
        } while (mongo.updateFirst(
                                Query.query(Criteria.where("_id")
                                        .is(id)
                                        .and("version")
                                        .is(next - 1)),
                                update,
                                ORDERS)
                        .getModifiedCount()
                == 0);
    }

    private int version(String id) {
        return mongo.findById(id, Document.class, ORDERS).getInteger("version");
    }

    private List<String> waiting(String id) {
        return new OutboxStore(mongo)
                .waiting(List.of(new OutboxStore.Aggregate(ORDERS, id))).getFirst().stream()
                        .map(entry -> entry.getString("id"))
                        .toList();
    }

    private void awaitEmpty() {
        await().atMost(Duration.ofSeconds(20)).until(() -> new OutboxStore(mongo).countPending(ORDERS) == 0);
    }

    private static OutboxEvent event(String order, int number) {
        var data = new PaymentEvent.Created(order, "usr_1", new Money(number, "KWD"), "stripe", null);
        return new OutboxEvent(order + "-" + number, Topics.PAYMENTS, order, Instant.EPOCH.plusSeconds(number), data);
    }

    private static List<String> ids(String order, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> order + "-" + n).toList();
    }
}
