package io.aman.notification.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.AccountEvent;
import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.SecurityEvent;
import io.aman.events.SecurityEvent.AlertRaised;
import io.aman.events.SuspicionEvent.SignInQuestioned;
import io.aman.events.UserEvent;
import io.aman.notification.Wiring;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What owners and operators are told of what attack detection sees. */
class SecurityNoticeTest {

    private static final Instant AT = Instant.parse("2026-11-25T10:00:00Z");
    private static final String NOT_ME = "https://pay.example.com/not-me#planted-not-me";

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("security"));
    private Wiring service = start("duty@example.com,night@example.com");

    @AfterEach
    void stop() {
        service.close();
    }

    private Wiring start(String operators) {
        return Wiring.start(
                mongo,
                MutableClock.at("2026-11-25T10:00:00Z"),
                1,
                operators.isEmpty() ? Map.of() : Map.of("notification.operators.addresses", operators));
    }

    @Test
    void eachOperatorIsToldOfAHighAlertOnceAndAgainWhereItBecomesGraver() {
        hear("evt_1", alert("HIGH"));
        hear("evt_1", alert("HIGH"));
        assertThat(all("deliveries"))
                .hasSize(2)
                .extracting(delivery -> Wiring.body(delivery).get("to"))
                .containsExactlyInAnyOrder("duty@example.com", "night@example.com");
        assertThat(Wiring.body(all("deliveries").getFirst()))
                .hasEntrySatisfying(
                        "text",
                        text -> assertThat(text)
                                .contains(
                                        "One address fails at many accounts",
                                        "High",
                                        "198.51.100.7",
                                        "firehol_level1",
                                        "alr_1"));

        hear("evt_2", alert("CRITICAL"));
        assertThat(all("deliveries")).hasSize(4);
    }

    @Test
    void nobodyIsToldOfWhatIsNotGraveOrWhereNobodyIsNamed() {
        hear("evt_1", alert("MEDIUM"));
        hear("evt_2", new SecurityEvent.ResetForced("usr_1", "risk", AT));
        service.close();
        service = start("");
        hear("evt_3", alert("CRITICAL"));

        assertThat(all("deliveries")).isEmpty();
        assertThat(all("intents")).isEmpty();
    }

    @Test
    void theOwnerIsAskedOnceAboutASignInWithALinkThatSaysItWasNotThem() {
        tellAccount("evt_0", new UserEvent.Registered("usr_1", "nora@example.com", "Nora", "en"));

        tellAccount("evt_1", questioned("act_1"));
        tellAccount("evt_2", questioned("act_1")); // heard once more after a crash
        assertThat(all("deliveries")).hasSize(1);
        assertThat(Wiring.body(all("deliveries").getFirst()))
                .hasEntrySatisfying(
                        "text", text -> assertThat(text).contains(NOT_ME, "Two places too far apart", "203.0.113.7"));
        assertThat(all("inbox"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.toJson()).doesNotContain("not-me"));

        tellAccount("evt_3", questioned("act_2"));
        assertThat(all("deliveries")).hasSize(2);
    }

    @Test
    void theOwnerIsToldOnceOfAPaymentThatIsUnlikeThem() {
        tellAccount("evt_0", new UserEvent.Registered("usr_1", "nora@example.com", "Nora", "en"));

        hear("evt_1", unusual("asm_1", "PAYMENT"));
        hear("evt_1", unusual("asm_1", "PAYMENT")); // heard once more after a crash
        hear("evt_2", unusual("asm_2", "PAYMENT")); // tried once more
        assertThat(all("deliveries")).hasSize(1);
        assertThat(Wiring.body(all("deliveries").getFirst()))
                .containsEntry("to", "nora@example.com")
                .hasEntrySatisfying(
                        "text",
                        text -> assertThat(text)
                                .contains("12.500", "Many payments", "203.0.113.7", "pay_1")
                                .doesNotContain("A new country"));

        hear("evt_3", unusual("asm_3", "REFUND"));
        assertThat(all("deliveries")).hasSize(2);
    }

    private static SecurityEvent.PaymentQuestioned unusual(String assessment, String purpose) {
        return new SecurityEvent.PaymentQuestioned(
                "usr_1",
                assessment,
                "pay_1",
                purpose,
                new Money(12_500, "KWD"),
                List.of("payment-velocity", "new-country"),
                "203.0.113.7",
                AT);
    }

    private static AlertRaised alert(String severity) {
        return new AlertRaised("alr_1", "spraying", severity, null, "198.51.100.7", "firehol_level1", AT);
    }

    private static SignInQuestioned questioned(String activity) {
        var sealed = Wiring.SEALED.seal(
                Map.of(AccountEvent.NOT_ME, NOT_ME), AccountEvent.sealingContext(SignInQuestioned.class, "usr_1"));
        return new SignInQuestioned(
                "usr_1",
                activity,
                List.of("impossible-travel", "new-device"),
                "Firefox",
                AT,
                new Actor("system:security", "203.0.113.7", null),
                sealed);
    }

    private void hear(String id, SecurityEvent event) {
        service.get(SecurityEventListener.class).on(new EventEnvelope<>(id, "/security-service", "key", AT, event));
    }

    private void tellAccount(String id, DomainEvent event) {
        service.get(AccountEventListener.class).on(new EventEnvelope<>(id, "/session-service", "usr_1", AT, event));
    }

    private List<Document> all(String collection) {
        return mongo.findAll(Document.class, collection);
    }
}
