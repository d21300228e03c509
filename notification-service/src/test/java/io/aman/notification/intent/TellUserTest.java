package io.aman.notification.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.AccessEvent;
import io.aman.events.Actor;
import io.aman.events.LoginEvent;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.SessionEvent;
import io.aman.events.UserEvent;
import io.aman.notification.Wiring;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of an event, and how often. */
class TellUserTest extends ToldUsers {

    @Test
    void aCaptureIsToldInThePayersLanguage() {
        service.tell(registered("ar"));

        service.tell(captured("evt_1"));

        assertThat(all("inbox")).singleElement().satisfies(entry -> {
            assertThat(entry.getString("title")).isEqualTo("إيصال الدفع: 12.500\u00A0د.ك");
            assertThat(entry.getString("body")).contains("Order 7");
            assertThat(entry.getString("language")).isEqualTo("ar");
        });
        assertThat(all("deliveries")).singleElement().satisfies(delivery -> {
            assertThat(Wiring.body(delivery)).containsEntry("to", "nora@example.com");
            assertThat(delivery.getString("eventId")).isEqualTo("evt_1");
            assertThat(Wiring.body(delivery).get("html")).contains("dir=\"rtl\"");
        });
        assertNothingIsOpen();
    }

    @Test
    void aDeclineAndACancellationAreToldAndStepsOfThePayerAreNot() {
        service.tell(registered("en"));

        service.tell(event("evt_1", new PaymentEvent.Created("pay_1", "usr_1", AMOUNT, "stripe", null)));
        service.tell(event("evt_2", new PaymentEvent.ActionRequired("pay_1", "usr_1", AMOUNT, "stripe")));
        service.tell(event("evt_3", new PaymentEvent.Authorized("pay_1", "usr_1", AMOUNT, "stripe")));
        service.tell(event("evt_4", new PaymentEvent.Failed("pay_1", "usr_1", AMOUNT, "stripe", "insufficient_funds")));
        service.tell(event("evt_5", new PaymentEvent.Canceled("pay_2", "usr_1", AMOUNT, "stripe")));

        assertThat(all("inbox"))
                .extracting(entry -> entry.getString("type"))
                .containsExactlyInAnyOrder("payment-declined", "payment-canceled");
        assertThat(all("deliveries")).hasSize(2);
        assertThat(texts()).as("a provider's code is not for payers").doesNotContain("insufficient");
    }

    @Test
    void onlyACaptureInPartsTellsItsTotal() {
        service.tell(registered("en"));

        service.tell(captured("evt_1"));
        var total = new Money(20_000, "KWD");
        service.tell(event("evt_2", new PaymentEvent.Captured("pay_1", "usr_1", AMOUNT, total, "stripe", null)));

        assertThat(all("deliveries"))
                .filteredOn(delivery -> Wiring.body(delivery).get("text").contains("so far"))
                .extracting(delivery -> delivery.getString("eventId"))
                .containsExactly("evt_2");
    }

    @Test
    void aRepeatedRegistrationIsToldToTheOwnerAndSessionsAreNot() {
        service.tell(registered("en"));

        service.tell(event("evt_1", new UserEvent.RegistrationRepeated("usr_1")));
        service.tell(event("evt_2", new SessionEvent.Started("ses_1", "usr_1", "127.0.0.1", null, AT, null, null)));
        service.tell(event("evt_3", new SessionEvent.Ended("ses_1", "usr_1", "logout", null)));

        assertThat(all("deliveries"))
                .extracting(delivery -> delivery.getString("type"))
                .containsExactly("registration-repeated");
    }

    @Test
    void failedSignInsAreToldOnceAnHourForEachReason() {
        service.tell(registered("en"));

        for (int i = 0; i < 60; i++) {
            var at = Instant.parse("2026-11-25T10:30:00Z").plus(Duration.ofMinutes(i));
            service.tell(event("evt_w" + i, failed("usr_1", "bad-credentials", at)));
            service.tell(event("evt_l" + i, failed("usr_1", "locked", at)));
            service.tell(event("evt_u" + i, failed(null, "unknown-user", at)));
        }

        assertThat(all("deliveries"))
                .extracting(delivery -> delivery.getString("type"))
                .containsExactlyInAnyOrder("sign-in-failed", "sign-in-failed", "sign-in-locked", "sign-in-locked");
        assertThat(texts()).contains("203.0.113.7").doesNotContain("a-key");
    }

    @Test
    void aCopiedSessionAndAnImpersonationAreToldToTheOwner() {
        service.tell(registered("ar"));

        service.tell(event("evt_1", new SessionEvent.Ended("ses_1", "usr_1", "refresh-reuse", null)));
        var admin = new Actor("user:usr_2", "203.0.113.8", "ticket 4711");
        service.tell(event("evt_2", new AccessEvent.UserImpersonated("usr_1", "ses_2", AT, admin)));

        assertThat(all("deliveries"))
                .extracting(delivery -> delivery.getString("type"))
                .containsExactlyInAnyOrder("session-copied", "account-impersonated");
        assertThat(texts()).contains("ticket 4711").doesNotContain("usr_2", "203.0.113.8");
    }

    private static LoginEvent.Failed failed(@Nullable String userId, String reason, Instant at) {
        return new LoginEvent.Failed("att_1", "a-key", userId, reason, "203.0.113.7", "Firefox", at);
    }

    @Test
    void anEventThatArrivesManyTimesIsToldOnce() {
        service.tell(registered("en"));

        for (int i = 0; i < 5; i++) {
            service.tell(captured("evt_1"));
            service.tell(registered("en"));
        }

        assertToldOnce();
    }
}
