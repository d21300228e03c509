package io.aman.notification.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.AccountEvent;
import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.FactorEvent.CodeRequested;
import io.aman.events.FactorEvent.FactorAdded;
import io.aman.events.PasswordEvent.PasswordResetRequested;
import io.aman.events.RecoveryEvent.RecoveryRequested;
import io.aman.events.UserEvent;
import io.aman.notification.Wiring;
import io.aman.platform.Secret;
import io.aman.platform.security.Sealed;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What becomes of the secrets of an event, from the listener to the queue. */
@ExtendWith(OutputCaptureExtension.class)
class AccountNoticeTest {

    private static final Instant AT = Instant.parse("2026-11-25T10:00:00Z");
    private static final Actor NORA = Actor.user("usr_1", "203.0.113.7");
    private static final String NUMBER = "+96550001234";
    private static final String CODE = "491827";
    private static final String NOT_ME = "https://pay.example.com/not-me#planted-not-me";
    private static final String LINK = "https://pay.example.com/recover#planted-link";
    private static final Map<String, String> SECRETS = Map.of(
            AccountEvent.TO, NUMBER, AccountEvent.CODE, CODE, AccountEvent.NOT_ME, NOT_ME, AccountEvent.LINK, LINK);

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("notices"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final Wiring service = Wiring.start(mongo, clock);

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aCodeBySmsGoesToTheSealedNumberAndNowhereElse() {
        registered("nora@example.com", "ar");

        tell("evt_1", code("sms"));

        var delivery = only("deliveries");
        assertThat(delivery.getString("channel")).isEqualTo("sms");
        assertThat(Wiring.body(delivery))
                .containsEntry("to", NUMBER)
                .containsEntry("html", "")
                .hasEntrySatisfying("text", text -> assertThat(text).contains(CODE));
        assertThat(only("inbox").getString("body")).isNotBlank().doesNotContain(CODE);
    }

    @Test
    void aSecretLiesOpenInNoDocumentAndNoLog(CapturedOutput log) {
        tell("evt_1", code("sms")); // waits for its recipient
        assertNothingIsOpen(log);
        assertThat(only("intents")).containsKey("sealed");

        registered("nora@example.com", "en");
        tell("evt_2", code("email"));
        tell("evt_3", new PasswordResetRequested("usr_1", AT, NORA, sealed(PasswordResetRequested.class)));
        tell("evt_4", factorAdded());

        assertThat(all("deliveries")).hasSize(4);
        assertNothingIsOpen(log);
        assertThat(all("intents"))
                .as("what is told needs its secrets no more")
                .noneMatch(intent -> intent.containsKey("sealed"));
    }

    @Test
    void anEventThatComesAgainMakesOneMessage() {
        registered("nora@example.com", "en");

        tell("evt_1", code("sms"));
        tell("evt_1", code("sms"));

        assertThat(all("deliveries")).hasSize(1);
        assertThat(all("inbox")).hasSize(1);
    }

    @Test
    void aCodeThatIsVoidIsNotToldAnyMore() {
        tell("evt_1", code("sms"));
        clock.advance(AccountNotices.CODE_LIFETIME);

        registered("nora@example.com", "en");

        assertThat(all("deliveries")).isEmpty();
        assertThat(all("inbox")).isEmpty();
        assertThat(only("intents")).doesNotContainKeys("sweepAt", "sealed");
    }

    @Test
    void aCodeForANewAddressGoesThere() {
        registered("nora@example.com", "en");
        var secrets = Map.of(AccountEvent.TO, "new@example.com", AccountEvent.CODE, CODE);
        var sealed = Wiring.SEALED.seal(secrets, AccountEvent.sealingContext(CodeRequested.class, "usr_1"));

        tell("evt_1", new CodeRequested("usr_1", "email", "enrol", AT, NORA, sealed));

        assertThat(Wiring.body(only("deliveries"))).containsEntry("to", "new@example.com");
    }

    @Test
    void aChangeIsToldToEveryKnownAddressAndALinkThatOpensSomethingToTheAccountAlone() {
        registered("old@example.com", "en");
        registered("new@example.com", "en");

        tell("evt_1", factorAdded());
        tell("evt_2", new RecoveryRequested("usr_1", AT.plusSeconds(60), AT, NORA, sealed(RecoveryRequested.class)));

        assertThat(texts("evt_1", "old@example.com"))
                .singleElement()
                .satisfies(text -> assertThat(text).contains(NOT_ME));
        assertThat(texts("evt_1", "new@example.com")).hasSize(1);
        assertThat(texts("evt_2", "new@example.com"))
                .singleElement()
                .satisfies(text -> assertThat(text).contains(NOT_ME, LINK));
        assertThat(texts("evt_2", "old@example.com"))
                .singleElement()
                .satisfies(text -> assertThat(text).contains(NOT_ME).doesNotContain(LINK));
    }

    @Test
    void aLinkThatWasAskedForGoesToNoFormerAddress() {
        registered("old@example.com", "en");
        registered("new@example.com", "en");

        tell("evt_1", new PasswordResetRequested("usr_1", AT, NORA, sealed(PasswordResetRequested.class)));

        assertThat(Wiring.body(only("deliveries"))).containsEntry("to", "new@example.com");
    }

    @Test
    void aSealOfAnotherPersonsEventOpensNothingAndHoldsUpNoOther(CapturedOutput log) {
        registered("nora@example.com", "en");
        var others = Wiring.SEALED.seal(SECRETS, AccountEvent.sealingContext(FactorAdded.class, "usr_2"));
        tell("evt_1", new FactorAdded("usr_1", "totp", null, AT, NORA, others));

        tell("evt_2", factorAdded());

        assertThat(all("deliveries"))
                .extracting(delivery -> delivery.getString("eventId"))
                .containsExactly("evt_2");
        assertThat(log.getAll()).contains("stays open").doesNotContain("planted", CODE, NUMBER);
    }

    @Test
    void whatWasSealedUnderAKeyThatComesLaterIsToldThen() {
        registered("nora@example.com", "en");
        var key = Secret.of("AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=");
        var unknown = new Sealed(List.of(key));
        var context = AccountEvent.sealingContext(FactorAdded.class, "usr_1");
        tell("evt_1", new FactorAdded("usr_1", "totp", null, AT, NORA, unknown.seal(SECRETS, context)));
        assertThat(all("deliveries")).isEmpty();

        clock.advance(Duration.ofHours(1));
        mongo.getCollection("intents")
                .updateOne(
                        new Document(),
                        new Document("$set", new Document("sealed.text", Wiring.SEALED.seal(SECRETS, context))));
        service.get(TellUser.class).sweep();

        assertThat(all("deliveries")).hasSize(1);
    }

    private void assertNothingIsOpen(CapturedOutput log) {
        Stream.of("intents", "inbox", "deliveries", "recipients")
                .forEach(collection -> assertThat(all(collection).toString())
                        .as(collection)
                        .doesNotContain(CODE, NUMBER, "planted-not-me", "planted-link"));
        assertThat(log.getAll()).doesNotContain(CODE, NUMBER, "planted-not-me", "planted-link");
    }

    private static CodeRequested code(String channel) {
        var secrets = channel.equals("sms") ? SECRETS : Map.of(AccountEvent.CODE, CODE, AccountEvent.NOT_ME, NOT_ME);
        var sealed = Wiring.SEALED.seal(secrets, AccountEvent.sealingContext(CodeRequested.class, "usr_1"));
        return new CodeRequested("usr_1", channel, "sign-in", AT, NORA, sealed);
    }

    private static FactorAdded factorAdded() {
        return new FactorAdded("usr_1", "totp", "My telephone", AT, NORA, sealed(FactorAdded.class));
    }

    private static String sealed(Class<? extends AccountEvent> type) {
        var secrets = Map.of(AccountEvent.NOT_ME, NOT_ME, AccountEvent.LINK, LINK);
        return Wiring.SEALED.seal(secrets, AccountEvent.sealingContext(type, "usr_1"));
    }

    private void registered(String email, String language) {
        tell("reg_" + email, new UserEvent.Registered("usr_1", email, "Nora", language));
    }

    private void tell(String id, DomainEvent event) {
        service.get(AccountEventListener.class).on(new EventEnvelope<>(id, "/test", "usr_1", AT, event));
    }

    private List<String> texts(String eventId, String to) {
        return all("deliveries").stream()
                .filter(delivery -> delivery.getString("eventId").equals(eventId))
                .map(Wiring::body)
                .filter(body -> to.equals(body.get("to")))
                .map(body -> body.get("text"))
                .toList();
    }

    private Document only(String collection) {
        assertThat(all(collection)).hasSize(1);
        return all(collection).getFirst();
    }

    private List<Document> all(String collection) {
        return mongo.findAll(Document.class, collection);
    }
}
