package io.aman.notification.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent.Captured;
import io.aman.events.UserEvent;
import io.aman.notification.Wiring;
import io.aman.notification.intent.PaymentEventListener.Happened;
import io.aman.notification.preference.PreferenceBook;
import io.aman.notification.preference.PreferenceFixtures;
import io.aman.notification.template.TemplateFixtures;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** A message says what it said when it was promised, whatever editors publish before it is written. */
class PinnedTextsTest {

    private static final Money AMOUNT = new Money(12_500, "KWD");
    private static final Duration A_DAY = Duration.ofDays(1);

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("pinned"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final List<Wiring> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Wiring::close);
    }

    @Test
    void whatIsTakenUpAfterACrashIsWrittenByTheTextsOfItsPromise() {
        TemplateFixtures.publish(mongo, 1, "First");
        promise(start());
        TemplateFixtures.publish(mongo, 2, "Second");

        takeUp();

        assertThat(told()).containsExactly(tuple("First", 1));
        assertThat(mongo.findAll(Document.class, "inbox"))
                .extracting(entry -> entry.getString("title"))
                .containsExactly("First");
    }

    @Test
    void whatWasPromisedByTheTextsThatWeShipIsWrittenByThem() {
        promise(start());
        TemplateFixtures.publish(mongo, 1, "First");

        takeUp();

        assertThat(told())
                .singleElement()
                .satisfies(told -> assertThat(told.toList()).element(1).isEqualTo(0));
    }

    @Test
    void whatWasPromisedBeforeVersionsWereKeptIsWrittenByWhatHoldsNow() {
        promise(start());
        mongo.updateMulti(new Query(), new Update().unset("templateVersion"), "intents");
        TemplateFixtures.publish(mongo, 1, "First");

        takeUp();

        assertThat(told()).containsExactly(tuple("First", 1));
    }

    @Test
    void aVersionThatIsKeptNoMoreGivesWayToWhatHoldsNow() {
        TemplateFixtures.publish(mongo, 1, "First");
        promise(start());
        TemplateFixtures.publish(mongo, 2, "Second");
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is("payment-receipt")),
                new Update().unset("editions.1"),
                "templates");

        takeUp();

        assertThat(told()).containsExactly(tuple("Second", 2));
    }

    @Test
    void aDigestSaysOfEachWhatItSaidWhenItWasPromised() {
        var service = start();
        know(service);
        service.get(PreferenceBook.class).change("usr_1", PreferenceBook.By.OWNER, PreferenceFixtures::hourlyMails);
        TemplateFixtures.publish(mongo, 1, "First");
        clock.advance(Duration.ofMinutes(1));
        promise(service);
        TemplateFixtures.publish(mongo, 2, "Second");
        clock.advance(A_DAY);

        start().get(SendDigests.class).sweep();

        assertThat(mongo.findAll(Document.class, "deliveries"))
                .singleElement()
                .satisfies(digest -> assertThat(Wiring.body(digest).get("text")).contains("First"));
    }

    /** Its recipient is not known yet, so that it stays open. */
    private static void promise(Wiring service) {
        service.get(PaymentEventListener.class)
                .tell(List.of(new Happened(
                        envelope("evt_1", new Captured("pay_1", "usr_1", AMOUNT, AMOUNT, "stripe", "Order 7")), null)));
    }

    /** By another process, which knows what is in the store alone. */
    private void takeUp() {
        clock.advance(A_DAY);
        know(start());
    }

    private static void know(Wiring service) {
        service.get(AccountEventListener.class)
                .on(envelope("evt_0", new UserEvent.Registered("usr_1", "nora@example.com", "Nora", "en")));
    }

    private static <E extends DomainEvent> EventEnvelope<E> envelope(String id, E event) {
        return new EventEnvelope<>(id, "/test", "key", Instant.parse("2026-11-25T09:59:00Z"), event);
    }

    private List<Tuple> told() {
        return mongo.findAll(Document.class, "deliveries").stream()
                .map(delivery -> tuple(delivery.getString("subject"), delivery.getInteger("templateVersion")))
                .toList();
    }

    private Wiring start() {
        var wiring = Wiring.start(mongo, clock);
        started.add(wiring);
        return wiring;
    }
}
