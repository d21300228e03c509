package io.aman.session.identity.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.platform.Secret;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.page.InvalidCursor;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.NewUser;
import io.aman.session.identity.Password;
import io.aman.session.identity.PasswordHashing;
import io.aman.session.identity.User;
import io.aman.session.identity.Verification;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

@Tag("slow") // real Argon2, many times
class EmbeddedDirectoryTest {

    private static final PasswordHashing HASHING = new PasswordHashing(2, 100, Duration.ofSeconds(30));
    private static final EmailAddress NOOR = EmailAddress.of("noor@example.com");

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final List<String> woken = new CopyOnWriteArrayList<>();
    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("directory"));
    private EmbeddedDirectory directory;

    @BeforeEach
    void open() {
        var users = new MongoUsers(mongo, new Outbox("session-service", Traces.none()), woken::add);
        users.declareIndexes();
        directory = new EmbeddedDirectory(users, HASHING, clock);
    }

    private static Password password(String text) {
        return Password.typed(Secret.of(text));
    }

    private static NewUser noor(String password) {
        return new NewUser(NOOR, password(password), "Noor", "ar");
    }

    private Document stored() {
        return mongo.findOne(new Query(), Document.class, MongoUsers.COLLECTION);
    }

    private List<String> eventTypes() {
        return stored().getList(Outbox.FIELD, Document.class).stream()
                .map(entry -> entry.get("headers", Document.class).getString("ce_type"))
                .toList();
    }

    @Test
    void anAccountAndItsEventAreOneWriteSoThatNoCrashParts() {
        directory.register(noor("correct horse battery"));

        assertThat(eventTypes()).containsExactly("user.registered.v1");
        var event = stored().getList(Outbox.FIELD, Document.class).getFirst();
        assertThat(event.getString("topic")).isEqualTo("sessions.v1");
        assertThat(event.getString("key")).isEqualTo(stored().getString("_id"));
        assertThat(event.getString("data"))
                .contains("\"email\":\"noor@example.com\"", "\"language\":\"ar\"")
                .doesNotContain("argon2", "horse");
        assertThat(woken).containsExactly(stored().getString("_id"));
    }

    @Test
    void whoRegistersAgainIsTheSameAccountWithTheSamePassword() {
        directory.register(noor("correct horse battery"));
        clock.advance(Duration.ofSeconds(1));
        directory.register(noor("another password entirely"));

        assertThat(mongo.count(new Query(), MongoUsers.COLLECTION)).isEqualTo(1);
        assertThat(eventTypes()).containsExactly("user.registered.v1", "user.registration-repeated.v1");
        assertThat(directory.verify(NOOR, password("correct horse battery"))).isInstanceOf(Verification.Verified.class);
        assertThat(directory.verify(NOOR, password("another password entirely")))
                .isInstanceOf(Verification.Bad.class);
    }

    @Test
    void theOwnerIsToldOnceAnHourHoweverOftenSomebodyTries() {
        directory.register(noor("correct horse battery"));
        directory.register(noor("correct horse battery"));
        directory.register(noor("correct horse battery"));
        clock.advance(Duration.ofMinutes(59));
        directory.register(noor("correct horse battery"));
        assertThat(eventTypes()).hasSize(2);

        clock.advance(Duration.ofMinutes(1));
        directory.register(noor("correct horse battery"));
        assertThat(eventTypes()).hasSize(3);
    }

    @Test
    void parallelRegistrationsMakeOneAccount() throws Exception {
        var all = new ArrayList<Callable<Object>>();
        for (var i = 0; i < 4; i++) {
            all.add(Executors.callable(() -> directory.register(noor("correct horse battery"))));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : threads.invokeAll(all)) {
                result.get();
            }
        }
        assertThat(mongo.count(new Query(), MongoUsers.COLLECTION)).isEqualTo(1);
        assertThat(eventTypes()).containsExactly("user.registered.v1", "user.registration-repeated.v1");
    }

    @Test
    void aWrongPasswordIsBadAndSoIsAnUnknownAddress() {
        directory.register(noor("correct horse battery"));
        var id = stored().getString("_id");

        assertThat(directory.verify(NOOR, password("correct horse batterY"))).isEqualTo(new Verification.Bad(id));
        assertThat(directory.verify(EmailAddress.of("other@example.com"), password("correct horse battery")))
                .isEqualTo(new Verification.Bad(null));
        assertThat(directory.decoy(password("correct horse battery"))).isEqualTo(new Verification.Bad(null));
    }

    @Test
    void aClosedAccountIsToldFromAWrongPassword() {
        directory.register(noor("correct horse battery"));
        mongo.updateFirst(new Query(), Update.update("enabled", false), MongoUsers.COLLECTION);
        var id = stored().getString("_id");

        assertThat(directory.verify(NOOR, password("correct horse battery"))).isEqualTo(new Verification.Disabled(id));
        assertThat(directory.verify(NOOR, password("wrong"))).isEqualTo(new Verification.Bad(id));
        assertThat(directory.find(id).orElseThrow().enabled()).isFalse();
    }

    @Test
    void theAdministratorIsCreatedOnceAndNeverOverwritten() {
        assertThat(directory.addAdministrator(noor("correct horse battery"))).isTrue();
        assertThat(directory.addAdministrator(noor("another password entirely")))
                .isFalse();

        var verified = (Verification.Verified) directory.verify(NOOR, password("correct horse battery"));
        assertThat(verified.user().roles()).isEqualTo(Set.of("ADMIN"));
        assertThat(eventTypes()).containsExactly("user.registered.v1");
    }

    @Test
    void anUnknownAddressTakesAsLongAsAKnownOne() {
        directory.register(noor("correct horse battery"));
        var wrong = password("wrong password here");
        var known = new ArrayList<Long>();
        var unknown = new ArrayList<Long>();
        for (var i = 0; i < 9; i++) {
            known.add(nanos(() -> directory.verify(NOOR, wrong)));
            unknown.add(nanos(() -> directory.verify(EmailAddress.of("other@example.com"), wrong)));
        }
        // Without the decoy the two differ by a factor of dozens; the bounds leave room for a busy machine.
        assertThat((double) median(unknown) / median(known)).isBetween(0.5, 2.0);
    }

    private static long nanos(Runnable work) {
        var start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private void add(String... addresses) {
        for (var address : addresses) {
            directory.register(new NewUser(EmailAddress.of(address), password("correct horse battery"), "N", "en"));
        }
    }

    private List<String> found(String query) {
        return directory.search(query, 10, null).items().stream()
                .map(user -> user.email().value())
                .toList();
    }

    @Test
    void peopleAreFoundByTheBeginningOfTheirAddressOrTheirId() {
        add("sara.a@example.com", "sara.b@example.com", "not.sara@example.com");
        var sara = directory.search("sara.a", 10, null).items().getFirst();

        assertThat(found(" SARA.")).containsExactly("sara.a@example.com", "sara.b@example.com");
        assertThat(found(sara.id())).containsExactly("sara.a@example.com");
        assertThat(found(null)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {".*", "^", "sara.\\E.*", "\\Q", "$", "sara?a", "(", "{\"$gt\":\"\"}", ""})
    void noSearchIsAPattern(String typed) {
        add("sara.a@example.com");

        assertThat(found(typed)).hasSize(typed.isEmpty() ? 1 : 0);
    }

    @Test
    void pagesShowEverybodyOnce() {
        add("c@example.com", "a@example.com", "b@example.com", "d@example.com");

        var first = directory.search(null, 3, null);
        var second = directory.search(null, 3, first.nextCursor());
        assertThat(first.items())
                .extracting(user -> user.email().value())
                .containsExactly("a@example.com", "b@example.com", "c@example.com");
        assertThat(second.items()).extracting(user -> user.email().value()).containsExactly("d@example.com");
        assertThat(second.nextCursor()).isNull();
        assertThatThrownBy(() -> directory.search(null, 3, "usr_nobody")).isInstanceOf(InvalidCursor.class);
    }

    @Test
    void onlyEnabledPeopleWithTheRoleAreListedUnderIt() {
        add("a@example.com", "b@example.com");
        var people = directory.search(null, 10, null).items();
        people.forEach(person -> directory.setRoles(person.id(), Set.of("ADMIN", "CLERK")));
        directory.setEnabled(people.getFirst().id(), false);

        assertThat(directory.enabledWith("ADMIN", 10))
                .extracting(User::id)
                .containsExactly(people.getLast().id());
        assertThat(directory.enabledWith("USER", 10)).isEmpty();
    }
}
