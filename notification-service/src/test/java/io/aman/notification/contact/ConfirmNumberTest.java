package io.aman.notification.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.Actor;
import io.aman.notification.Wiring;
import io.aman.notification.recipient.Addresses;
import io.aman.notification.recipient.EmailAddress;
import io.aman.notification.recipient.PersonalData;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.notification.recipient.Recipient;
import io.aman.notification.recipient.Recipients;
import io.aman.platform.Secret;
import io.aman.platform.security.Sealed;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import io.aman.testing.ServiceTest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class ConfirmNumberTest {

    private static final PhoneNumber NUMBER = new PhoneNumber("+96550001234");
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("contact"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final Wiring service = Wiring.start(mongo, clock);
    private final ConfirmNumber confirmNumber = service.get(ConfirmNumber.class);
    private final ContactBook book = service.get(ContactBook.class);

    @BeforeEach
    void somebodyIsKnown() {
        service.get(Recipients.class)
                .remember(new Recipient("usr_1", new EmailAddress("nora@example.com"), "Nora", "ar"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aNumberCountsOnceItsCodeIsTold() {
        var contact = confirmNumber.ask("usr_1", NUMBER);
        assertThat(addresses("sms")).as("nobody has confirmed it").isEmpty();

        confirmNumber.confirm("usr_1", contact.id(), sentCode());

        assertThat(addresses("sms")).containsExactly("+96550001234");
        assertThat(addresses("whatsapp")).containsExactly("whatsapp:+96550001234");
        assertThat(addresses("push")).isEmpty();
        confirmNumber.confirm("usr_1", contact.id(), Secret.of("000000")); // it is confirmed, whatever is said now
        assertThat(confirmNumber.ask("usr_1", NUMBER).isConfirmed()).isTrue();
        assertThat(deliveries())
                .as("no code is sent to a number that is confirmed")
                .hasSize(1);
    }

    @Test
    void theCodeGoesToTheNumberAloneInTheLanguageOfThePersonAndIsVoidAfterTenMinutes() {
        confirmNumber.ask("usr_1", NUMBER);

        var delivery = deliveries().getFirst();
        assertThat(delivery.getString("channel")).isEqualTo("sms");
        assertThat(delivery.getString("language")).isEqualTo("ar");
        assertThat(Wiring.body(delivery)).containsEntry("to", NUMBER.value());
        assertThat(delivery.getDate("until").toInstant()).isEqualTo("2026-11-25T10:10:00Z");
    }

    @Test
    void neitherNumberNorCodeLiesOpen() {
        confirmNumber.ask("usr_1", NUMBER);

        var stored = mongo.findAll(Document.class, "contacts").toString() + mongo.findAll(Document.class, "deliveries");
        assertThat(stored).doesNotContain(NUMBER.value(), sentCode().reveal());
        assertThat(book.of("usr_1").toString())
                .doesNotContain(NUMBER.value(), sentCode().reveal());
    }

    @Test
    void noMoreThanFiveGuessesAreLookedAtHoweverParallel() throws Exception {
        var contact = confirmNumber.ask("usr_1", NUMBER);
        var code = Integer.parseInt(sentCode().reveal());
        List<Callable<Class<?>>> guesses = IntStream.rangeClosed(1, 24)
                .<Callable<Class<?>>>mapToObj(i -> () -> guess(contact, code + i))
                .toList();

        List<Class<?>> answers;
        try (var threads = Executors.newFixedThreadPool(8)) {
            answers = threads.invokeAll(guesses).stream()
                    .<Class<?>>map(Future::resultNow)
                    .toList();
        }

        assertThat(answers).filteredOn(ContactError.CodeWrong.class::equals).hasSizeLessThanOrEqualTo(5);
        assertThat(guess(contact, code)).as("the right one comes too late").isEqualTo(ContactError.CodeOver.class);
        assertThat(addresses("sms")).isEmpty();
    }

    @Test
    void aCodeIsVoidOnceItIsOldOrAnotherWasSent() {
        var contact = confirmNumber.ask("usr_1", NUMBER);
        var first = sentCode();
        mongo.getCollection("deliveries").deleteMany(new Document());
        confirmNumber.ask("usr_1", NUMBER);
        var second = sentCode();
        if (!first.equals(second)) {
            assertThatThrownBy(() -> confirmNumber.confirm("usr_1", contact.id(), first))
                    .isInstanceOf(ContactError.CodeWrong.class);
        }

        clock.advance(Duration.ofMinutes(10));

        assertThatThrownBy(() -> confirmNumber.confirm("usr_1", contact.id(), second))
                .isInstanceOf(ContactError.CodeOver.class);
    }

    @Test
    void threeCodesAnHourAreSentWhateverBecomesOfTheNumbers() {
        for (var i = 0; i < 3; i++) {
            var contact = confirmNumber.ask("usr_1", new PhoneNumber("+9655000000" + i));
            book.change("usr_1", before -> before.without(contact.id()));
            clock.advance(Duration.ofMinutes(10));
        }

        assertThatThrownBy(() -> confirmNumber.ask("usr_1", NUMBER))
                .isInstanceOfSatisfying(
                        ContactError.TooManyCodes.class,
                        error -> assertThat(error.retryAfter).isEqualTo(Duration.ofMinutes(30)));
        assertThat(deliveries()).hasSize(3);
        clock.advance(Duration.ofMinutes(30));
        confirmNumber.ask("usr_1", NUMBER);
        assertThat(deliveries()).hasSize(4);
    }

    @Test
    void anothersNumberIsUnknown() {
        var contact = confirmNumber.ask("usr_1", NUMBER);

        assertThatThrownBy(() -> confirmNumber.confirm("usr_2", contact.id(), sentCode()))
                .isInstanceOf(ContactError.NotFound.class);
        assertThatThrownBy(() -> book.change("usr_2", before -> before.without(contact.id())))
                .isInstanceOf(ContactError.NotFound.class);
    }

    @Test
    void aNumberThatIsUsedOutlivesTheKeyThatItWasSealedUnder() {
        var id = confirmNumber.ask("usr_1", NUMBER).id();
        confirmNumber.confirm("usr_1", id, sentCode());
        var old = Secret.of(ServiceTest.SEALING_KEY);
        var next = Secret.of("AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=");

        assertThat(new MongoContactBook(mongo, new Sealed(List.of(next))).of("usr_1", "sms"))
                .as("a key that is missing holds up nothing")
                .isEmpty();
        assertThat(new MongoContactBook(mongo, new Sealed(List.of(next, old))).of("usr_1", "sms"))
                .hasSize(1);

        assertThat(new MongoContactBook(mongo, new Sealed(List.of(next))).of("usr_1", "sms"))
                .hasSize(1);
    }

    @Test
    void whoIsForgottenHasNoNumbers() {
        var contact = confirmNumber.ask("usr_1", NUMBER);
        confirmNumber.confirm("usr_1", contact.id(), sentCode());

        service.all(PersonalData.class).forEach(place -> place.forget("usr_1", Actor.user("usr_admin", null)));

        assertThat(addresses("sms")).isEmpty();
        assertThat(mongo.findAll(Document.class, "contacts")).isEmpty();
    }

    private Class<?> guess(Contact contact, int code) {
        try {
            var told = Secret.of(String.format(Locale.ROOT, "%06d", code % 1_000_000));
            confirmNumber.confirm("usr_1", contact.id(), told);
            return Void.class;
        } catch (ContactError e) {
            return e.getClass();
        }
    }

    private List<String> addresses(String channel) {
        return service.get(Addresses.class).of("usr_1", channel).stream()
                .map(address -> address.value())
                .toList();
    }

    private Secret sentCode() {
        var code = CODE.matcher(Wiring.body(deliveries().getLast()).get("text"));
        assertThat(code.find()).isTrue();
        return Secret.of(code.group());
    }

    private List<Document> deliveries() {
        return mongo.findAll(Document.class, "deliveries");
    }
}
