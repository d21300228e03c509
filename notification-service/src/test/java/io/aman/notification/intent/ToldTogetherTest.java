package io.aman.notification.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aman.events.PaymentEvent;
import io.aman.events.PaymentEvent.ActionRequired;
import io.aman.events.UserEvent;
import io.aman.notification.CrashingMongo;
import io.aman.notification.CrashingMongo.Crash;
import io.aman.notification.CrashingMongo.Moment;
import io.aman.notification.intent.PaymentEventListener.Happened;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What comes of events that are told together, on a real store. */
class ToldTogetherTest extends ToldUsers {

    private static final int EVENTS = 12;
    private static final int USERS = 5;

    @Test
    void whatIsOverBeforeItIsToldIsNotToldAndTheOrderCounts() {
        service.tell(registered("en"));

        service.payments()
                .tell(List.of(
                        new Happened(event("evt_1", new ActionRequired("pay_1", "usr_1", AMOUNT, "stripe")), null),
                        new Happened(captured("evt_2"), null),
                        new Happened(event("evt_3", new ActionRequired("pay_2", "usr_1", AMOUNT, "stripe")), null)));

        assertThat(all("intents"))
                .extracting(intent -> intent.getString("eventId"))
                .containsExactlyInAnyOrder("evt_2", "evt_3");
    }

    @Test
    void aCrashWithinAnyWriteTellsEachOnceWhenTheyComeAgain() {
        var events = IntStream.range(0, EVENTS)
                .mapToObj(i -> new Happened(
                        event("evt_" + i, new PaymentEvent.Canceled("pay_" + i, "usr_" + i % USERS, AMOUNT, "stripe")),
                        null))
                .toList();
        for (var write = 1; write <= TELLING_WRITES; write++) {
            List.of("inboxes", "inbox", "deliveries", "intents").forEach(this::clear);
            IntStream.range(0, USERS)
                    .forEach(user -> service.tell(event(
                            "reg_" + user,
                            new UserEvent.Registered("usr_" + user, user + "@example.com", "Nora", "en"))));
            var doomed = start(CrashingMongo.at(mongo, write, Moment.WITHIN));
            assertThat(catchThrowable(() -> doomed.payments().tell(events))).isInstanceOf(Crash.class);

            service.payments().tell(events.subList(0, 7));
            service.payments().tell(events.subList(7, EVENTS));

            assertThat(all("inbox")).as("write %d", write).hasSize(EVENTS);
            assertThat(all("deliveries")).as("write %d", write).hasSize(EVENTS);
            assertThat(all("inboxes").stream()
                            .mapToLong(box -> box.getLong("unread"))
                            .sum())
                    .as("write %d", write)
                    .isEqualTo(EVENTS);
            assertNothingIsOpen();
        }
    }
}
