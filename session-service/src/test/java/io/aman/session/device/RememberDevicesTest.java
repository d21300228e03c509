package io.aman.session.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.Actor;
import io.aman.events.ClientFacts;
import io.aman.platform.Secret;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.session.notice.TestSeals;
import io.aman.session.session.Origin;
import io.aman.session.token.CountedTokens;
import io.aman.session.token.TestHashes;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;

class RememberDevicesTest {

    private static final Actor BY = new Actor("user:usr_1", "203.0.113.7", null);
    private static final Origin HERE = new Origin("203.0.113.7", "a browser");

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("devices"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final MongoDeviceBooks books =
            new MongoDeviceBooks(mongo, new Outbox("session-service", Traces.none()), _ -> {}, clock);
    private final RememberDevices devices = remembering(Duration.ofDays(30));
    private ClientFacts client = new ClientFacts("DESKTOP", "Firefox 140", "Windows 11", "KW", null);

    private RememberDevices remembering(Duration remembered) {
        return new RememberDevices(
                books,
                new CountedTokens(TestHashes.hash(), "dev_"),
                _ -> client,
                TestSeals.at(clock),
                remembered,
                clock);
    }

    @Test
    void aDeviceIsTrustedForThirtyDaysHoweverOftenItIsUsed() {
        var token = trusted("usr_1");
        for (var day = 0; day < 29; day++) {
            clock.advance(Duration.ofDays(1));
            token = devices.trusts("usr_1", token, HERE).orElseThrow();
        }
        clock.advance(Duration.ofDays(1));

        assertThat(devices.trusts("usr_1", token, HERE)).isEmpty();
        assertThat(devices.of("usr_1")).isEmpty();
        assertThat(told("usr_1")).containsExactly("account.device-trusted.v1");
    }

    @Test
    void aTokenIsReplacedAtEachUseAndAnAnswerThatGotLostIsGivenAgain() {
        var first = trusted("usr_1");

        var second = devices.trusts("usr_1", first, HERE).orElseThrow();

        assertThat(second).isNotEqualTo(first);
        clock.advance(Duration.ofSeconds(9));
        assertThat(devices.trusts("usr_1", first, HERE)).contains(second);
        assertThat(devices.trusts("usr_1", second, HERE)).isPresent();
    }

    @Test
    void aTokenThatComesBackLaterHasBeenCopiedAndNoDeviceIsTrustedAnyMore() {
        var other = trusted("usr_1");
        var first = trusted("usr_1");
        var second = devices.trusts("usr_1", first, HERE).orElseThrow();
        clock.advance(TrustedDevice.GRACE);

        assertThat(devices.trusts("usr_1", first, HERE)).isEmpty();
        assertThat(devices.trusts("usr_1", second, HERE)).isEmpty();
        assertThat(devices.trusts("usr_1", other, HERE)).isEmpty();
        assertThat(told("usr_1").getLast()).isEqualTo("account.devices-forgotten.v1");
    }

    @Test
    void whoShowOneTokenAtOnceAreAllGivenItsOneSuccessor() throws Exception {
        var token = trusted("usr_1");

        var answers = AtOnce.run(20, _ -> devices.trusts("usr_1", token, HERE));

        assertThat(answers).allMatch(Optional::isPresent);
        assertThat(answers.stream()
                        .flatMap(Optional::stream)
                        .map(Secret::reveal)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void aTokenIsGoodForItsPersonAndItsKindOfDeviceOnly() {
        var token = trusted("usr_1");
        trusted("usr_2");
        assertThat(devices.trusts("usr_2", token, HERE)).isEmpty();
        assertThat(devices.trusts("usr_3", token, HERE)).isEmpty();

        client = new ClientFacts("MOBILE", "Firefox 140", "Android 15", "KW", null);
        assertThat(devices.trusts("usr_1", token, HERE)).isEmpty();
        client = new ClientFacts("DESKTOP", "Chrome 140", "Windows 11", "KW", null);
        assertThat(devices.trusts("usr_1", token, HERE)).isEmpty();
        client = new ClientFacts("DESKTOP", "Firefox 141", "Windows 12", "SE", null);
        assertThat(devices.trusts("usr_1", token, HERE))
                .as("updated, elsewhere")
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "dev_.0.", "ses_0123456789abcdef0123456789abcdef.0.aaaa", "{\"$ne\":null}"})
    void whatWeNeverIssuedIsNotTrusted(String token) {
        var genuine = trusted("usr_1");

        assertThat(devices.trusts("usr_1", Secret.of(token), HERE)).isEmpty();
        assertThat(devices.trusts("usr_1", Secret.of(genuine.reveal() + "A"), HERE))
                .isEmpty();
        assertThat(devices.trusts("usr_1", Secret.of(genuine.reveal().replace(".0.", ".1.")), HERE))
                .isEmpty();
        assertThat(devices.trusts("usr_1", Secret.of("d".repeat(100_000)), HERE))
                .isEmpty();
        assertThat(devices.trusts("usr_1", null, HERE)).isEmpty();
        assertThat(devices.trusts("usr_1", genuine, HERE)).isPresent();
    }

    @Test
    void afterAPasswordOrAFactorIsChangedNoneIsTrusted() {
        var tokens = List.of(trusted("usr_1"), trusted("usr_1"));
        trusted("usr_2");

        devices.forgetAll("usr_1", "password-changed");
        devices.forgetAll("usr_1", "password-changed");
        devices.forgetAll("usr_9", "password-changed");

        assertThat(tokens)
                .noneMatch(token -> devices.trusts("usr_1", token, HERE).isPresent());
        assertThat(devices.of("usr_2")).hasSize(1);
        assertThat(told("usr_1").stream().filter("account.devices-forgotten.v1"::equals))
                .as("told once")
                .hasSize(1);
        assertThat(books.of("usr_9")).isEqualTo(DeviceBook.empty("usr_9"));
    }

    /** Whichever comes first: a device that is forgotten does not come back by being used in that moment. */
    @Test
    void aForgottenDeviceStaysForgottenWhateverUsesItMeanwhile() throws Exception {
        for (var round = 0; round < 20; round++) {
            var token = trusted("usr_1");
            AtOnce.run(8, n -> {
                if (n == 3) {
                    devices.forgetAll("usr_1", "factor-added");
                }
                return devices.trusts("usr_1", token, HERE);
            });
            assertThat(devices.of("usr_1")).isEmpty();
        }
    }

    @Test
    void oneIsForgottenByItsOwnerOnly() {
        var token = trusted("usr_1");
        var id = devices.of("usr_1").getFirst().id();
        assertThatThrownBy(() -> devices.forget("usr_2", id, BY)).isInstanceOf(DeviceNotFound.class);

        devices.forget("usr_1", id, BY);

        assertThat(devices.trusts("usr_1", token, HERE)).isEmpty();
        assertThatThrownBy(() -> devices.forget("usr_1", id, BY)).isInstanceOf(DeviceNotFound.class);
        assertThat(told("usr_1").getLast()).isEqualTo("user.device-forgotten.v1");
    }

    @Test
    void theEleventhTakesThePlaceOfTheFirst() throws Exception {
        var first = trusted("usr_1");
        AtOnce.run(DeviceBook.MOST, _ -> trusted("usr_1"));

        assertThat(devices.of("usr_1")).hasSize(DeviceBook.MOST);
        assertThat(devices.trusts("usr_1", first, HERE)).isEmpty();
    }

    @Test
    void whereNoneIsRememberedNoneIsTrusted() {
        var token = trusted("usr_1");
        var strict = remembering(Duration.ZERO);

        assertThat(strict.trust("usr_1", HERE)).isEmpty();
        assertThat(strict.trusts("usr_1", token, HERE)).isEmpty();
    }

    @Test
    void aPersonKnowsItByItsName() {
        trusted("usr_1");
        assertThat(devices.of("usr_1").getFirst().name()).isEqualTo("Firefox on Windows");
        client = new ClientFacts("UNKNOWN", null, null, null, null);
        trusted("usr_2");
        assertThat(devices.of("usr_2").getFirst().name()).isEqualTo("An unknown device");
    }

    @Test
    void noTokenIsStored() {
        var token = trusted("usr_1").reveal();
        var mac = token.substring(token.lastIndexOf('.') + 1);

        assertThat(Objects.requireNonNull(mongo.findById("usr_1", Document.class, MongoDeviceBooks.COLLECTION))
                        .toJson())
                .doesNotContain(mac);
    }

    private Secret trusted(String userId) {
        return devices.trust(userId, HERE).orElseThrow();
    }

    private List<String> told(String userId) {
        return Objects.requireNonNull(mongo.findById(userId, Document.class, MongoDeviceBooks.COLLECTION))
                .getList(Outbox.FIELD, Document.class)
                .stream()
                .map(entry -> entry.get("headers", Document.class).getString("ce_type"))
                .toList();
    }
}
