package io.aman.platform.inbox;

import static io.aman.events.Topics.PAYMENTS;
import static io.aman.events.Topics.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.EventCodec;
import io.aman.events.Topics;
import io.aman.events.UserEvent;
import io.aman.platform.ShopListener;
import io.aman.testing.EmbeddedKafka;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.kafka.support.KafkaHeaders;

/** What a listener gets of its topics, how often, and in which order. */
class InboxTest extends ListeningShop {

    @Autowired
    private MeterRegistry meters;

    @Test
    void aListenerGetsTheEventWithItsEnvelope() {
        var event = event(1);

        EmbeddedKafka.send(PAYMENTS, event);

        await().until(() -> !shop.seenIds(key).isEmpty());
        assertThat(shop.seen).extracting(ShopListener.Seen::event).contains(event);
    }

    @Test
    void oneListenerMayTakeSeveralFamiliesOfOneTopic() {
        var registered = envelope("evt_" + key, new UserEvent.RegistrationRepeated("usr_1"));

        EmbeddedKafka.send(SESSIONS, registered);

        await().until(() -> shop.seenIds(key).equals(List.of(registered.id())));
    }

    @Test
    void anEventOfAnUnknownTypeIsCountedAndSkipped() {
        var before = unknown();
        var headers = new HashMap<>(codec.headers(event(1)));
        headers.put(EventCodec.TYPE, "payment.forgotten.v7");

        EmbeddedKafka.send(PAYMENTS, key, headers, POISON);
        EmbeddedKafka.send(PAYMENTS, event(2));

        await().until(() -> shop.seenIds(key).equals(List.of(id(2))));
        assertThat(unknown()).isEqualTo(before + 1);
        assertThat(parked()).isEmpty();
    }

    @Test
    void aPoisonRecordIsParkedByteForByteWithItsReasonAndTheNextOneGoesOn() {
        EmbeddedKafka.send(PAYMENTS, key, codec.headers(event(1)), POISON);
        EmbeddedKafka.send(PAYMENTS, event(2));

        await().until(() -> shop.seenIds(key).equals(List.of(id(2))));
        var parked = awaitParked();
        assertThat(parked.value()).isEqualTo(POISON);
        assertThat(EmbeddedKafka.headers(parked))
                .containsAllEntriesOf(codec.headers(event(1)))
                .containsEntry(KafkaHeaders.DLT_ORIGINAL_TOPIC, PAYMENTS)
                .containsEntry(ParkingReason.HEADER, "UnreadableEvent: the data are no payment.created.v1");
        var letter = awaitLetter();
        assertThat(letter.get("reason").asString()).isEqualTo("UnreadableEvent: the data are no payment.created.v1");
        assertThat(letter.get("topic").asString()).isEqualTo(PAYMENTS);
        assertThat(letter.get("type").asString()).isEqualTo("payment.created.v1");
        assertThat(letter.propertyNames()).doesNotContain("data", "headers");
        await().until(() -> meters.find("aman.events.parked")
                        .tag("topic", Topics.deadLettersOf(PAYMENTS))
                        .counter()
                != null);
    }

    @Test
    void aFailingHandlerIsTriedAgainInPlaceAndKeepsTheOrder() {
        var failures = new AtomicInteger(2);
        shop.handlers.put(key, event -> {
            if (event.id().equals(id(1)) && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not yet");
            }
        });

        EmbeddedKafka.send(PAYMENTS, event(1));
        EmbeddedKafka.send(PAYMENTS, event(2));

        await().until(() -> shop.seenIds(key).equals(List.of(id(1), id(2))));
        assertThat(parked()).isEmpty();
    }

    @Tag("slow")
    @Test
    void whileTheStoreIsAwayARecordIsTriedWithoutEndAndNotParked() {
        var failures = new AtomicInteger(10);
        shop.handlers.put(key, _ -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException(new DataAccessResourceFailureException("no server"));
            }
        });

        EmbeddedKafka.send(PAYMENTS, event(1));

        await().until(() -> shop.seenIds(key).equals(List.of(id(1))));
        assertThat(parked()).isEmpty();
    }

    private double unknown() {
        var counter = meters.find("aman.events.unknown").tag("topic", PAYMENTS).counter();
        return counter == null ? 0 : counter.count();
    }
}
