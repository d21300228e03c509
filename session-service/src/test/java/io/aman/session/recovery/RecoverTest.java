package io.aman.session.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.AccountEvent;
import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import io.aman.events.EventCodec;
import io.aman.events.RecoveryEvent;
import io.aman.platform.PublicUrl;
import io.aman.platform.Secret;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.session.mfa.FactorRecords;
import io.aman.session.mfa.Factors;
import io.aman.session.mfa.TestFactors;
import io.aman.session.mfa.TrustedDevices;
import io.aman.session.notice.TestSeals;
import io.aman.session.passkey.TestPasskeys;
import io.aman.session.recovery.Recovery.State;
import io.aman.session.recovery.RecoveryError.Invalid;
import io.aman.session.recovery.RecoveryError.None;
import io.aman.session.recovery.RecoveryError.Waiting;
import io.aman.session.session.EndReason;
import io.aman.session.session.OneUse;
import io.aman.session.session.Origin;
import io.aman.session.session.People;
import io.aman.session.session.Person;
import io.aman.session.session.Session;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.json.JsonMapper;

class RecoverTest {

    private static final Actor ADMIN = new Actor("user:usr_admin", "203.0.113.9", "seen with their passport");
    private static final Duration WAIT = Duration.ofDays(1);
    private static final Duration LIFETIME = Duration.ofDays(2);
    private static final String HERE = "203.0.113.7";

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("recoveries"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final MongoRecoveries recoveries =
            new MongoRecoveries(mongo, new Outbox("session-service", Traces.none()), _ -> {});
    private final TestPasskeys passkeys = new TestPasskeys(mongo, clock);
    private final List<String> done = new CopyOnWriteArrayList<>();
    private boolean breaksOff;
    private final RemoveFactors factors =
            new RemoveFactors(passkeys.remove(), new Records(), new Devices(), new Ended(), TestSeals.at(clock), clock);
    private final Recover recover = new Recover(
            recoveries,
            factors,
            TestSeals.at(clock),
            new PublicUrl(URI.create("https://aman.example")),
            new RecoveryProperties(WAIT, LIFETIME),
            clock);

    @BeforeEach
    void somebodyWithAPasskey() {
        recoveries.declareIndexes();
        passkeys.add("usr_1", clock);
    }

    @Test
    void aLinkRemovesTheFactorsAfterItsWaitingTimeAndEndsAllSessions() {
        assertThat(recover.request("usr_1", ADMIN)).isEqualTo(clock.instant().plus(WAIT));
        var token = token();
        clock.advance(WAIT);

        recover.complete(token, HERE);

        assertThat(passkeys.of("usr_1")).isEmpty();
        assertThat(done).containsExactly("sessions usr_1", "factors usr_1", "devices usr_1 recovered");
        assertThat(told()).containsExactly("account.recovery-requested.v1", "account.recovery-completed.v1");
    }

    @Test
    void beforeItsTimeALinkSaysWhenItIs() {
        recover.request("usr_1", ADMIN);
        var token = token();
        clock.advance(WAIT.minusSeconds(1));

        assertThatThrownBy(() -> recover.complete(token, HERE))
                .isInstanceOfSatisfying(
                        Waiting.class,
                        waiting -> assertThat(waiting.availableAt)
                                .isEqualTo(clock.instant().plusSeconds(1)));
        assertThat(passkeys.of("usr_1")).hasSize(1);
        assertThat(done).isEmpty();
    }

    @Test
    void aLinkIsOver() {
        recover.request("usr_1", ADMIN);
        var token = token();
        clock.advance(WAIT.plus(LIFETIME));

        assertThatThrownBy(() -> recover.complete(token, HERE)).isInstanceOf(Invalid.class);
        assertThat(passkeys.of("usr_1")).hasSize(1);
    }

    @Test
    void aLinkCountsOnceHoweverManyUseItAtOnce() throws Exception {
        recover.request("usr_1", ADMIN);
        var token = token();
        clock.advance(WAIT);

        var completed = AtOnce.run(10, _ -> {
            try {
                recover.complete(token, HERE);
                return true;
            } catch (Invalid _) {
                return false;
            }
        });

        assertThat(completed).filteredOn(Boolean::booleanValue).hasSizeLessThanOrEqualTo(1);
        assertThat(told().stream().filter("account.recovery-completed.v1"::equals))
                .hasSizeLessThanOrEqualTo(1);
        if (recoveries.of("usr_1").orElseThrow().state() != State.COMPLETED) {
            recover.complete(token, HERE); // all of them met half way: it goes on from there
        }
        assertThat(told().stream().filter("account.recovery-completed.v1"::equals))
                .hasSize(1);
        assertThatThrownBy(() -> recover.complete(token, HERE)).isInstanceOf(Invalid.class);
    }

    @Test
    void whatBrokeOffHalfWayIsMadeGoodByTheSameLink() {
        recover.request("usr_1", ADMIN);
        var token = token();
        clock.advance(WAIT);
        breaksOff = true;
        assertThatThrownBy(() -> recover.complete(token, HERE)).isInstanceOf(IllegalStateException.class);
        assertThat(told()).containsExactly("account.recovery-requested.v1");
        assertThatThrownBy(() -> recover.cancel("usr_1", ADMIN)).as("too late").isInstanceOf(None.class);
        breaksOff = false;

        recover.complete(token, HERE);

        assertThat(done).contains("devices usr_1 recovered");
        assertThat(told()).containsExactly("account.recovery-requested.v1", "account.recovery-completed.v1");
    }

    @Test
    void itsOwnerStopsIt() {
        recover.request("usr_1", ADMIN);
        var token = token();
        recover.cancel("usr_1", Actor.user("usr_1", HERE));
        clock.advance(WAIT);

        assertThatThrownBy(() -> recover.complete(token, HERE)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> recover.cancel("usr_1", ADMIN)).isInstanceOf(None.class);
        assertThat(passkeys.of("usr_1")).hasSize(1);
        assertThat(told()).containsExactly("account.recovery-requested.v1", "user.recovery-cancelled.v1");
    }

    /** Either it is stopped and nothing was removed, or it went through and was not stopped. */
    @Test
    void whoStopsItInTheMomentItIsUsedKnowsWhatBecameOfIt() throws Exception {
        for (var round = 0; round < 20; round++) {
            var userId = "usr_race" + round;
            passkeys.add(userId, clock);
            recover.request(userId, ADMIN);
            var token = token(userId);
            clock.advance(WAIT);
            var both = AtOnce.run(2, n -> {
                try {
                    if (n == 0) {
                        recover.cancel(userId, ADMIN);
                    } else {
                        recover.complete(token, HERE);
                    }
                    return true;
                } catch (Invalid | None _) {
                    return false;
                }
            });
            assertThat(both).filteredOn(Boolean::booleanValue).hasSize(1);
            assertThat(passkeys.of(userId)).hasSize(both.getFirst() ? 1 : 0);
        }
    }

    @Test
    void whatIsDisownedIsStoppedUnlessItWasAskedForLater() {
        recover.request("usr_1", ADMIN);
        recover.disowned("usr_1", clock.instant().minusSeconds(1), ADMIN);
        assertThat(recoveries.of("usr_1").orElseThrow().state()).isEqualTo(State.WAITING);

        recover.disowned("usr_1", clock.instant(), ADMIN);
        recover.disowned("usr_1", clock.instant(), ADMIN);
        recover.disowned("usr_2", clock.instant(), ADMIN);

        assertThat(recoveries.of("usr_1").orElseThrow().state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void aNewLinkVoidsTheOneBefore() {
        recover.request("usr_1", ADMIN);
        var first = token();
        recover.request("usr_1", ADMIN);
        var second = token();
        clock.advance(WAIT);

        assertThatThrownBy(() -> recover.complete(first, HERE)).isInstanceOf(Invalid.class);
        recover.complete(second, HERE);
        assertThat(passkeys.of("usr_1")).isEmpty();
    }

    @Test
    void severalPeopleWithoutALinkDoNotStandInEachOthersWay() {
        for (var userId : List.of("usr_1", "usr_2", "usr_3")) {
            recover.request(userId, ADMIN);
            recover.cancel(userId, ADMIN);
        }
        assertThat(recoveries.of("usr_3").orElseThrow().state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void theLinkIsStoredNowhereAndTravelsSealed() {
        recover.request("usr_1", ADMIN);
        var token = token().reveal();

        assertThat(stored("usr_1").toJson()).doesNotContain(token);
        for (var wrong : List.of("x", "rcv_" + "0".repeat(32), token.toUpperCase(Locale.ROOT), "r".repeat(99_999))) {
            assertThatThrownBy(() -> recover.complete(Secret.of(wrong), HERE)).isInstanceOf(Invalid.class);
        }
    }

    @Test
    void anAdministratorsResetTellsOfItself() {
        factors.reset("usr_1", ADMIN);

        assertThat(passkeys.of("usr_1")).isEmpty();
        assertThat(done)
                .containsExactly(
                        "sessions usr_1",
                        "factors usr_1",
                        "devices usr_1 factors-reset",
                        "factors usr_1 account.factors-reset.v1");
    }

    private Secret token() {
        return token("usr_1");
    }

    /** What stands in the link of the last message. */
    private Secret token(String userId) {
        var entry = stored(userId).getList(Outbox.FIELD, Document.class).getLast();
        var sealed =
                new JsonMapper().readTree(entry.getString("data")).get("sealed").asString();
        var link = TestSeals.SEALED
                .open(sealed, AccountEvent.sealingContext(RecoveryEvent.RecoveryRequested.class, userId))
                .get(AccountEvent.LINK);
        assertThat(link).startsWith("https://aman.example/recover#rcv_");
        return Secret.of(link.substring(link.indexOf('#') + 1));
    }

    private List<String> told() {
        return stored("usr_1").getList(Outbox.FIELD, Document.class).stream()
                .map(entry -> entry.get("headers", Document.class).getString("ce_type"))
                .toList();
    }

    private Document stored(String userId) {
        return Objects.requireNonNull(mongo.findById(userId, Document.class, MongoRecoveries.COLLECTION));
    }

    private final class Records implements FactorRecords {

        @Override
        public Factors of(String userId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T change(String userId, Rule<T> rule) {
            if (breaksOff) {
                throw new IllegalStateException("the database is away");
            }
            var change = rule.apply(TestFactors.none(userId));
            done.add("factors " + userId
                    + change.told().stream()
                            .map(event -> " " + EventCodec.typeOf(event))
                            .findFirst()
                            .orElse(""));
            return change.result();
        }
    }

    private final class Devices implements TrustedDevices {

        @Override
        public Optional<Secret> trusts(String userId, @Nullable Secret deviceToken, Origin origin) {
            return Optional.empty();
        }

        @Override
        public Optional<Secret> trust(String userId, Origin origin) {
            return Optional.empty();
        }

        @Override
        public void forgetAll(String userId, String reason) {
            done.add("devices " + userId + " " + reason);
        }
    }

    private final class Ended implements People {

        @Override
        public Person of(String userId) {
            return new Person(userId, 0, null, 0, List.of(), null);
        }

        @Override
        public Function<String, Person> of(Set<String> userIds) {
            return this::of;
        }

        @Override
        public Person endAll(String userId, EndReason reason, Actor by, DomainEvent... told) {
            done.add("sessions " + userId);
            return of(userId);
        }

        @Override
        public boolean endAll(String userId, OneUse use, EndReason reason, Actor by, DomainEvent... told) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean holdPassword(String userId, OneUse cause, Instant since, EndReason reason, Actor by) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Person passwordReset(String userId, Instant chosenAt, EndReason reason, Actor by, DomainEvent... told) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean spend(String userId, OneUse use, DomainEvent... told) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Person endOthers(Session current, EndReason reason, Actor by) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Person permissionsChanged(String userId, DomainEvent told) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void tell(String userId, DomainEvent told) {
            throw new UnsupportedOperationException();
        }
    }
}
