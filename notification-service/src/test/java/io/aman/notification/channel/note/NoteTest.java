package io.aman.notification.channel.note;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent.Captured;
import io.aman.events.Topics;
import io.aman.notification.channel.PushTest;
import io.aman.notification.recipient.EmailAddress;
import io.aman.notification.recipient.Recipient;
import io.aman.notification.recipient.Recipients;
import io.aman.platform.Ids;
import io.aman.testing.EmbeddedKafka;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A folder is all that a new way to reach people takes. */
@PushTest
class NoteTest {

    @Autowired
    private Drawers drawers;

    @Autowired
    private Recipients recipients;

    @Test
    void whoHasADrawerIsToldThereOfAnEvent() {
        var userId = Ids.random("usr_");
        drawers.open(userId);
        recipients.remember(new Recipient(userId, new EmailAddress(userId + "@example.com"), "Nora", "en"));
        var amount = new Money(12_500, "KWD");

        EmbeddedKafka.send(
                Topics.PAYMENTS,
                new EventEnvelope<>(
                        Ids.random("evt_"),
                        "/test",
                        "pay_1",
                        Instant.parse("2026-11-25T09:59:00Z"),
                        new Captured("pay_1", userId, amount, amount, "stripe", "Order 7")));

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(drawers.notes(userId))
                        .singleElement()
                        .asString()
                        .isNotBlank()
                        .doesNotContain("12.500"));
    }
}
