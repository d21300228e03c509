package io.aman.notification.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.Wiring;
import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.DeliveryQueue;
import io.aman.notification.delivery.DeliveryState;
import io.aman.notification.delivery.DeliveryStatus;
import io.aman.notification.delivery.DeliveryStatuses;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.notification.suppression.Suppressions;
import io.aman.notification.template.Category;
import io.aman.notification.template.Language;
import io.aman.notification.template.Message;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.data.mongodb.core.MongoTemplate;

class StatusDeskTest {

    private static final PhoneNumber NUMBER = new PhoneNumber("+96550000001");

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("statuses"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final Wiring wiring = Wiring.start(mongo, clock);
    private final MongoStatuses stored = wiring.get(MongoStatuses.class);
    private final StatusDesk desk = new StatusDesk(
            stored,
            wiring.get(DeliveryStatuses.class),
            new Binder(new MapConfigurationPropertySource())
                    .bindOrCreate("notification.status", StatusProperties.class),
            clock);

    @AfterEach
    void close() {
        wiring.close();
    }

    @Test
    void aStatusIsStoredOnceHoweverOftenItComes() {
        var status = status(Delivery.idOf("a", "sms"), DeliveryState.DELIVERED, null, false);

        desk.receive(List.of(status, status));
        desk.receive(List.of(status));

        assertThat(mongo.findAll(Document.class, MongoStatuses.COLLECTION)).hasSize(1);
        assertThat(stored.due(clock.instant(), 10)).hasSize(1);
    }

    @Test
    void oneThatComesBeforeItsDeliveryWaitsForIt() {
        var id = Delivery.idOf("a", "sms");
        desk.receive(List.of(status(id, DeliveryState.DELIVERED, null, false)));
        workOff();
        assertThat(stored.due(clock.instant(), 10)).isEmpty();

        add(id);
        clock.advance(Duration.ofSeconds(1));
        workOff();

        assertThat(mongo.findById(id, Document.class, "deliveries")).containsEntry("state", "delivered");
        clock.advance(Duration.ofDays(2));
        assertThat(stored.due(clock.instant(), 10)).isEmpty();
    }

    @Test
    void oneOfNobodysDeliveryIsGivenUpAndForgotten() {
        desk.receive(List.of(status(Delivery.idOf("a", "sms"), DeliveryState.READ, null, false)));

        for (int hour = 0; hour < 40; hour++) {
            workOff();
            clock.advance(Duration.ofHours(1));
        }

        assertThat(mongo.findAll(Document.class, MongoStatuses.COLLECTION))
                .singleElement()
                .satisfies(document ->
                        assertThat(document).containsEntry("outcome", "unknown").doesNotContainKey("dueAt"));
        clock.advance(Duration.ofDays(7));
        desk.sweep();
        assertThat(mongo.findAll(Document.class, MongoStatuses.COLLECTION)).isEmpty();
    }

    @Test
    void whoDiesAfterNotingItNotesItOnceMoreWhichChangesNothing() {
        var id = Delivery.idOf("a", "sms");
        add(id);
        var status = status(id, DeliveryState.DELIVERED, null, false);
        desk.receive(List.of(status));
        var claimed = stored.claim(MongoStatuses.idOf(status), clock.instant(), Duration.ofSeconds(30))
                .orElseThrow();
        wiring.get(DeliveryStatuses.class).apply(claimed.status()); // and dies
        var before = mongo.findById(id, Document.class, "deliveries");

        assertThat(stored.due(clock.instant(), 10)).isEmpty();
        clock.advance(Duration.ofSeconds(31));
        workOff();

        assertThat(mongo.findById(id, Document.class, "deliveries")).isEqualTo(before);
    }

    @Test
    void anAddressOfNoUseIsSuppressedWithoutBeingTold() {
        var id = Delivery.idOf("a", "sms");
        add(id);

        desk.receive(List.of(status(id, DeliveryState.UNDELIVERED, "sms-30005", true)));
        workOff();

        var suppressions = wiring.get(Suppressions.class);
        assertThat(suppressions.reason(NUMBER)).contains("sms-30005");
        assertThat(suppressions.page(null, 10)).singleElement().satisfies(listed -> {
            assertThat(listed.hint()).isEqualTo("***01");
            assertThat(listed.by()).isEqualTo(Suppressions.SERVICE);
        });
        assertThat(mongo.findAll(Document.class, "suppressions").toString()).doesNotContain("96550000001");
        assertThat(mongo.findById(id, Document.class, "deliveries").toString()).doesNotContain("96550000001");
    }

    private void workOff() {
        stored.due(clock.instant(), 10).forEach(desk::work);
    }

    private void add(String id) {
        wiring.get(DeliveryQueue.class)
                .add(new Delivery(
                        id,
                        "sms",
                        "usr_a",
                        "one-time-code",
                        Category.SECURITY,
                        "evt_a",
                        NUMBER,
                        new Message(Language.ENGLISH, "", "", "text", ""),
                        null,
                        null,
                        null,
                        null));
    }

    private DeliveryStatus status(
            String deliveryId, DeliveryState state, @Nullable String reason, boolean unreachable) {
        return new DeliveryStatus(
                "twilio", deliveryId, 1, "SM" + "0".repeat(32), state, reason, unreachable, clock.instant());
    }
}
