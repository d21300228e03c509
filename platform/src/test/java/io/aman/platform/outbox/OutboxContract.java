package io.aman.platform.outbox;

import static io.aman.platform.outbox.FakeKafka.Mood.NEVER_ANSWERS;
import static io.aman.platform.outbox.FakeKafka.Mood.REFUSES_IT;
import static io.aman.platform.outbox.FakeKafka.Mood.TAKES_IT;
import static io.aman.platform.outbox.FakeKafka.Mood.TAKES_IT_AND_THE_RELAY_DIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.platform.outbox.OutboxBacklog.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** What the outbox promises on any server. */
abstract class OutboxContract extends RelayedOrders {

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
    void whatIsErasedIsGoneOnceItHasToldAll() {
        insert("told");
        insert("untold");
        change("untold");
        var both = Criteria.where("_id").in("told", "untold");

        assertThat(Outbox.eraseTold(mongo, both, ORDERS)).isFalse();
        assertThat(mongo.findAll(Document.class, ORDERS)).hasSize(1);
        start();
        awaitEmpty();

        assertThat(Outbox.eraseTold(mongo, both, ORDERS)).isTrue();
        assertThat(kafka.arrived).containsExactly("untold-1");
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
}
