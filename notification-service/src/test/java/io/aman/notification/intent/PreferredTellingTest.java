package io.aman.notification.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.aman.events.AccountEvent;
import io.aman.events.Actor;
import io.aman.events.FactorEvent.CodeRequested;
import io.aman.events.FactorEvent.FactorAdded;
import io.aman.events.PaymentEvent;
import io.aman.events.PaymentEvent.ActionRequired;
import io.aman.events.PaymentEvent.Authorized;
import io.aman.events.UserEvent;
import io.aman.notification.Wiring;
import io.aman.notification.preference.PreferenceFixtures;
import io.aman.notification.recipient.PersonalData;
import io.aman.notification.template.TemplateFixtures;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** By which medium, when and in which language somebody is told. */
class PreferredTellingTest extends PreferredTelling {

    @Test
    void atNightTheInboxIsToldAndTheMailComesInTheMorning() {
        prefer(PreferenceFixtures::quietAtNight);
        clock.set(NIGHT);

        tell("evt_1", captured("pay_1"));

        assertThat(all("inbox")).hasSize(1);
        assertThat(all("deliveries")).isEmpty();
        clock.set(MORNING.minusMillis(1));
        sweep();
        assertThat(all("deliveries")).isEmpty();
        clock.set(MORNING);
        sweep();
        assertThat(all("deliveries")).hasSize(1);
        assertThat(all("inbox")).hasSize(1);
        assertNothingIsOpen();
    }

    @Test
    void aDeliveryKeepsByWhichVersionOfTheTextsItWasWritten() {
        TemplateFixtures.publish(mongo, "Thanks");

        tell("evt_1", captured("pay_1"));
        tell("evt_2", new FactorAdded("usr_1", "totp", null, NIGHT, Actor.user("usr_1", null), null));

        assertThat(all("deliveries"))
                .extracting(delivery -> delivery.getString("type"), delivery -> delivery.getInteger("templateVersion"))
                .containsExactlyInAnyOrder(tuple("payment-receipt", 1), tuple("factor-added", 0));
        assertThat(all("inbox")).extracting(entry -> entry.getString("title")).contains("Thanks");
    }

    @Test
    void securityAndCodesBreakTheNightAndTheDigest() {
        prefer(PreferenceFixtures::quietAtNight);
        prefer(PreferenceFixtures::hourlyMails);
        clock.set(NIGHT);

        tell("evt_1", new FactorAdded("usr_1", "totp", null, NIGHT, Actor.user("usr_1", null), null));
        var secrets = Map.of(AccountEvent.TO, "+96550001234", AccountEvent.CODE, "491827");
        var sealed = Wiring.SEALED.seal(secrets, AccountEvent.sealingContext(CodeRequested.class, "usr_1"));
        tell("evt_2", new CodeRequested("usr_1", "sms", "sign-in", NIGHT, Actor.user("usr_1", null), sealed));

        assertThat(all("deliveries"))
                .extracting(delivery -> delivery.getString("channel"))
                .containsExactlyInAnyOrder("email", "sms");
    }

    @Test
    void aChangeOfPreferencesPlansAnewWhatWaits() {
        prefer(PreferenceFixtures::quietAtNight);
        clock.set(NIGHT);
        tell("evt_1", captured("pay_1"));
        tell("evt_2", captured("pay_2"));

        prefer(PreferenceFixtures::neverQuiet);
        sweep();

        assertThat(all("deliveries")).hasSize(2);
        assertNothingIsOpen();
    }

    @Test
    void whatIsSwitchedOffWhileItWaitsIsNotSent() {
        prefer(PreferenceFixtures::quietAtNight);
        prefer(PreferenceFixtures::hourlyShortMessages);
        clock.set(NIGHT);
        tell("evt_1", captured("pay_1"));

        prefer(PreferenceFixtures::noMails);
        clock.set(MORNING);
        sweep();

        assertThat(all("deliveries")).isEmpty();
        assertThat(all("inbox")).hasSize(1);
        assertNothingIsOpen();
    }

    @Test
    void aMessageIsInTheLanguageThatWasChosen() {
        prefer(PreferenceFixtures::arabic);

        tell("evt_1", captured("pay_1"));

        assertThat(all("inbox").getFirst().getString("language")).isEqualTo("ar");
        assertThat(Wiring.body(all("deliveries").getFirst()).get("html")).contains("dir=\"rtl\"");
    }

    @Test
    void aPayerWhoHasNotConfirmedIsRemindedAndOneWhoHasIsNot() {
        tell("evt_1", new ActionRequired("pay_1", "usr_1", AMOUNT, "stripe"));
        tell("evt_2", new ActionRequired("pay_2", "usr_1", AMOUNT, "stripe"));
        assertThat(all("inbox")).isEmpty();
        tell("evt_3", new Authorized("pay_2", "usr_1", AMOUNT, "stripe"));

        clock.advance(Duration.ofMinutes(10));
        sweep();
        tell("evt_2", new ActionRequired("pay_2", "usr_1", AMOUNT, "stripe"));

        assertThat(all("inbox"))
                .extracting(entry -> entry.getString("type"))
                .containsExactly("payment-action-required");
        assertThat(Wiring.body(all("deliveries").getFirst()).get("text")).contains("pay_1");
        assertNothingIsOpen();
    }

    /** The mail that tells of it waits still when it becomes pointless. */
    @Test
    void aReminderThatWaitsToBeSentIsTakenBack() {
        tell("evt_1", new ActionRequired("pay_1", "usr_1", AMOUNT, "stripe"));
        clock.advance(Duration.ofMinutes(10));
        sweep();
        assertThat(all("deliveries").getFirst()).containsKey("nextAttemptAt");

        tell("evt_2", captured("pay_1"));

        assertThat(all("deliveries"))
                .filteredOn(delivery -> delivery.containsKey("nextAttemptAt"))
                .extracting(delivery -> delivery.getString("type"))
                .containsExactly("payment-receipt");
    }

    @Test
    void aMailTellsTimesByThePersonsClocksAndHasAWayOutUnlessItIsAboutSecurity() {
        prefer(PreferenceFixtures::inKuwait);

        tell("evt_1", captured("pay_1"));
        tell("evt_2", new FactorAdded("usr_1", "totp", null, NIGHT, Actor.user("usr_1", null), null));

        var wayOut = "https://pay.example.com/api/notifications/unsubscribe?t=";
        assertThat(all("deliveries")).hasSize(2).allSatisfy(delivery -> {
            var body = Wiring.body(delivery);
            assertThat(body.get("text")).contains("(Kuwait Time)").doesNotContain("UTC");
            assertThat((body.get("text") + body.get("html")).contains(wayOut))
                    .isEqualTo(delivery.getString("type").equals("payment-receipt"));
        });
    }

    @Test
    void whoIsForgottenIsToldNothingAndLeavesNothing() {
        prefer(PreferenceFixtures::hourlyMails);
        tell("evt_1", captured("pay_1"));

        service.all(PersonalData.class).forEach(place -> place.forget("usr_1", Actor.user("usr_admin", null)));
        assertThat(mongo.getCollectionNames())
                .filteredOn(name -> !name.equals("recipients"))
                .allSatisfy(name -> assertThat(all(name).toString()).doesNotContain("usr_1"));
        tell("evt_2", captured("pay_2"));
        tell("evt_reg", new UserEvent.Registered("usr_1", "nora@example.com", "Nora", "en"));
        clock.advance(Duration.ofDays(1));
        sweep();

        assertThat(all("deliveries")).isEmpty();
        assertThat(all("preferences")).isEmpty();
        assertThat(all("recipients").toString()).doesNotContain("nora", "Nora");
        assertNothingIsOpen();
    }

    @Test
    void whatWasToldLongAgoIsRemovedAndWhatWaitsIsNot() {
        tell("evt_1", captured("pay_1"));
        tell("evt_2", new PaymentEvent.Canceled("pay_2", "usr_unknown", AMOUNT, "stripe"));
        clock.advance(Duration.ofDays(91));

        var removed =
                service.get(Intents.class).removeClosedBefore(clock.instant().minus(Duration.ofDays(90)));

        assertThat(removed).isEqualTo(1);
        assertThat(all("intents"))
                .extracting(intent -> intent.getString("eventId"))
                .containsExactly("evt_2");
    }
}
