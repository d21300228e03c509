package io.aman.notification.template;

import static io.aman.notification.template.TemplateFixtures.saying;
import static io.aman.notification.template.TemplateFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.aman.notification.template.EditedTemplate.Change;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;

/** Two instances of the service that share a store. */
class PublishedTemplatesTest {

    private static final Template RECEIPT = Template.PAYMENT_RECEIPT;
    private static final Duration SECONDS = Duration.ofSeconds(2);

    private final MongoOperations mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("templates"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final MongoTemplateBook book = new MongoTemplateBook(mongo);
    private final Editions editions = new Editions(book, clock);
    private final EditTemplates edit = new EditTemplates(book, new TemplateRules(), editions, clock);
    private final Editions elsewhere = new Editions(new MongoTemplateBook(mongo), clock);

    @Test
    void aPublicationIsUsedAtOnceHereAndWithinSecondsElsewhere() {
        assertThat(version(elsewhere)).isZero();

        publish("First");

        assertThat(version(editions)).isEqualTo(1);
        assertThat(render(editions).summary()).isEqualTo("First");
        assertThat(version(elsewhere)).isZero();
        clock.advance(SECONDS);
        assertThat(version(elsewhere)).isEqualTo(1);
        assertThat(render(elsewhere).text()).isEqualTo("First");
    }

    @Test
    void whatWasPublishedCanBeGoneBackToAndKeepsItsNumber() {
        publish("First");
        publish("Second");

        var back = edit.rollBack(RECEIPT, revision(), 1, "The second was wrong", "user:usr_b");
        assertThat(back.live()).isEqualTo(1);
        assertThat(render(editions).summary()).isEqualTo("First");
        publish("Third");
        assertThat(version(editions)).isEqualTo(3);
        edit.rollBack(RECEIPT, revision(), 0, "As at first", "user:usr_b");
        assertThat(render(editions).summary()).startsWith("We received your payment");

        assertThat(book.find(RECEIPT).history())
                .extracting(EditedTemplate.Entry::what, EditedTemplate.Entry::version, EditedTemplate.Entry::by)
                .containsExactly(
                        tuple("drafted", null, "user:usr_a"),
                        tuple("published", 1, "user:usr_a"),
                        tuple("drafted", null, "user:usr_a"),
                        tuple("published", 2, "user:usr_a"),
                        tuple("rolled-back", 1, "user:usr_b"),
                        tuple("drafted", null, "user:usr_a"),
                        tuple("published", 3, "user:usr_a"),
                        tuple("rolled-back", 0, "user:usr_b"));
    }

    @Test
    void ofManyWhoDecideUponTheSameRevisionOneIsHeard() throws Exception {
        edit.draft(RECEIPT, 0, saying("First"), "user:usr_a");
        var seen = revision();

        var published = AtOnce.run(8, _ -> isHeard(() -> edit.publish(RECEIPT, seen, "Why", "user:usr_a")));

        assertThat(published).containsOnlyOnce(true);
        assertThat(book.find(RECEIPT).last()).isEqualTo(1);
        assertThat(book.find(RECEIPT).history()).hasSize(2);
    }

    @Test
    void ofManyWhoDraftFirstOneIsHeard() throws Exception {
        var drafted = AtOnce.run(8, i -> isHeard(() -> edit.draft(RECEIPT, 0, saying("Draft " + i), "user:usr_" + i)));

        assertThat(drafted).containsOnlyOnce(true);
        assertThat(book.find(RECEIPT).history()).hasSize(1);
    }

    @Test
    void aMessageThatIsWrittenMeanwhileIsOfOneVersion() throws Exception {
        publish("V1");

        AtOnce.run(4, i -> {
            if (i == 0) {
                IntStream.rangeClosed(2, 8).forEach(n -> publish("V" + n));
                return true;
            }
            for (var n = 0; n < 50; n++) {
                var message = render(editions);
                var word = "V" + message.version();
                assertThat(List.of(
                                message.subject(),
                                message.summary(),
                                message.text(),
                                message.brief(Brief.SMS).text(),
                                message.brief(Brief.PUSH).subject()))
                        .containsOnly(word);
                assertThat(message.html()).contains("<p>" + word + "</p>");
            }
            return true;
        });

        assertThat(version(editions)).isEqualTo(8);
    }

    @Test
    void whatIsSaidOfOneThingIsSaidByOneVersion() {
        var templates = new Templates(editions);
        publish("First");
        var writer = templates.writer(RECEIPT);
        publish("Second");

        assertThat(writer.render(new Addressee(Language.ENGLISH, "Nora"), clock.instant(), Facts.NONE, Map.of())
                        .summary())
                .isEqualTo("First");
        assertThat(templates
                        .render(RECEIPT, new Addressee(Language.ENGLISH, "Nora"), clock.instant(), Facts.NONE)
                        .summary())
                .isEqualTo("Second");
    }

    @Test
    void aDraftThatBreaksARuleIsNotKept() {
        var bad = with(RECEIPT, Language.ARABIC, Part.TEXT, "{{> /etc/passwd}}");

        assertThatThrownBy(() -> edit.draft(RECEIPT, 0, bad, "user:usr_a"))
                .isInstanceOfSatisfying(
                        TemplateError.Invalid.class,
                        e -> assertThat(e.faults)
                                .extracting(Fault::language, Fault::part, Fault::rule)
                                .containsExactly(tuple("ar", "txt", "tag-refused")));

        assertThat(book.find(RECEIPT)).isEqualTo(EditedTemplate.untouched(RECEIPT));
    }

    @Test
    void theLastFiftyVersionsAreKept() {
        for (var n = 1; n <= EditedTemplate.VERSIONS_KEPT + 1; n++) {
            assertThat(book.change(
                            RECEIPT,
                            n - 1,
                            new Change.Published(n, saying("V" + n), "Why", "user:usr_a", clock.instant())))
                    .isPresent();
        }

        assertThat(book.texts(RECEIPT, 1)).isEmpty();
        assertThat(book.texts(RECEIPT, 2)).contains(saying("V2"));
        assertThatThrownBy(() -> edit.rollBack(RECEIPT, revision(), 1, "Why", "user:usr_a"))
                .isInstanceOf(TemplateError.VersionNotFound.class);
        assertThatThrownBy(() -> edit.rollBack(RECEIPT, revision(), 52, "Why", "user:usr_a"))
                .isInstanceOf(TemplateError.VersionNotFound.class);
        assertThat(edit.rollBack(RECEIPT, revision(), 2, "Why", "user:usr_a").live())
                .isEqualTo(2);
    }

    @Test
    void whatAnInstanceCannotWriteIsWrittenAsWeShipIt() {
        var unheardOf = with(RECEIPT, Language.ENGLISH, Part.TEXT, "{{aFactOfALaterRelease}}");
        book.change(RECEIPT, 0, new Change.Published(1, unheardOf, "Why", "user:usr_a", clock.instant()));

        var message = render(editions);

        assertThat(message.text()).contains("Thank you.");
        assertThat(message.version()).isZero();
    }

    @Test
    void whenTheStoreCannotBeReadWhatIsKnownHoldsButNothingIsGuessed() {
        publish("First");
        var store = new Failing();
        var instance = new Editions(store, clock);
        store.fails = true;
        assertThatThrownBy(() -> version(instance)).isInstanceOf(IllegalStateException.class);

        store.fails = false;
        assertThat(version(instance)).isEqualTo(1);
        store.fails = true;
        clock.advance(SECONDS);
        assertThat(version(instance)).isEqualTo(1);
        instance.lookAgain();
        assertThat(version(instance)).isEqualTo(1);
    }

    private static boolean isHeard(Runnable change) {
        try {
            change.run();
            return true;
        } catch (TemplateError.Changed _) {
            return false;
        }
    }

    private void publish(String word) {
        edit.draft(RECEIPT, revision(), saying(word), "user:usr_a");
        edit.publish(RECEIPT, revision(), "Because", "user:usr_a");
    }

    private long revision() {
        return book.find(RECEIPT).revision();
    }

    private static int version(Editions editions) {
        return editions.current(RECEIPT).version();
    }

    private static Message render(Editions editions) {
        return Sample.BARE.message(new Composer(), editions.current(RECEIPT), Language.ENGLISH);
    }

    private final class Failing implements TemplateBook {

        private boolean fails;

        @Override
        public Map<Template, Integer> live() {
            if (fails) {
                throw new IllegalStateException("down");
            }
            return book.live();
        }

        @Override
        public EditedTemplate find(Template template) {
            return book.find(template);
        }

        @Override
        public Optional<Texts> texts(Template template, int version) {
            return book.texts(template, version);
        }

        @Override
        public Optional<EditedTemplate> change(Template template, long seen, Change change) {
            return book.change(template, seen, change);
        }
    }
}
