package io.aman.session.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Actor;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.session.session.SessionRefresh.Outcome;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class MongoSessionsTest {

    private static final Duration ACCESS_LIFETIME = Duration.ofMinutes(5);
    private static final Origin ORIGIN = new Origin("203.0.113.7", "a browser");

    private static final Actor BY = new Actor("user:usr_1", "203.0.113.7", null);

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("sessions"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final List<String> woken = new CopyOnWriteArrayList<>();
    private final MongoSessions sessions = new MongoSessions(
            mongo,
            new Outbox("session-service", Traces.none()),
            woken::add,
            new SessionEvents(new Revocations(ACCESS_LIFETIME)),
            _ -> Clients.NOTHING,
            clock);
    private final SessionRefresh refresh = new SessionRefresh(sessions, Policies.PRODUCT);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void indexes() {
        MongoSessionIndexes.declare(mongo);
    }

    @AfterEach
    void close() {
        threads.close();
    }

    private Session started() {
        var session = Session.start(Person.fresh("usr_1"), ORIGIN, Proof.password(clock.instant()));
        sessions.start(session, new Sessions.SignIn("att_1", "a-key"));
        return session;
    }

    private Outcome refresh(String id, long presented) {
        var now = clock.instant();
        return refresh.refresh(sessions.find(id).orElseThrow(), Person.fresh("usr_1"), presented, now);
    }

    private List<Document> outbox(String id) {
        return mongo.findById(id, Document.class, MongoSessionDocument.COLLECTION)
                .getList(Outbox.FIELD, Document.class);
    }

    private List<String> told(String id) {
        return outbox(id).stream()
                .map(entry -> "%s %s %s"
                        .formatted(
                                entry.getString("topic"),
                                entry.getString("key"),
                                entry.get("headers", Document.class).getString("ce_type")))
                .toList();
    }

    @Test
    void whatIsStoredIsReadBack() {
        var session = started();
        assertThat(sessions.find(session.id())).contains(session);
        assertThat(sessions.rotate(session.id(), 0, clock.instant())).isTrue();
        assertThat(sessions.find(session.id())).contains(session.rotated(clock.instant()));
        assertThat(sessions.find("ses_unknown")).isEmpty();
    }

    @Test
    void aSessionCarriesTheEventsOfItsSignIn() {
        var id = started().id();
        assertThat(told(id))
                .containsExactly("logins.v1 a-key login.succeeded.v1", "sessions.v1 usr_1 session.started.v1");
        assertThat(woken).containsExactly(id);
    }

    @Test
    void theEndRevokesOnceAndCarriesItsEvents() {
        var id = started().id();
        assertThat(sessions.end(id, EndReason.LOGOUT, BY)).isTrue();
        assertThat(sessions.end(id, EndReason.LOGOUT, BY)).isFalse();
        assertThat(sessions.end("ses_unknown", EndReason.LOGOUT, BY)).isFalse();

        assertThat(told(id))
                .endsWith(
                        "session.revocations.v1 sid:%s revocation.session.v1".formatted(id),
                        "sessions.v1 usr_1 session.ended.v1")
                .hasSize(4);
        var forgetAfter = Instant.parse("2026-11-25T10:07:00Z"); // five minutes a token lives, and two
        assertThat(outbox(id).get(2).getString("data")).contains(forgetAfter.toString());
        assertThat(outbox(id).get(3).getString("data")).contains("\"logout\"");
    }

    @Test
    void whoHasReadTheSessionAliveStillLosesAgainstItsEnd() {
        var read = started();
        sessions.end(read.id(), EndReason.LOGOUT, BY);
        assertThat(sessions.rotate(read.id(), 0, clock.instant())).isFalse();
        assertThat(refresh.refresh(read, Person.fresh("usr_1"), 0, clock.instant()))
                .isEqualTo(new Outcome.Revoked());
    }

    @Test
    void aCopiedTokenEndsTheSession() {
        var id = started().id();
        refresh(id, 0);
        clock.advance(Duration.ofSeconds(10));
        assertThat(refresh(id, 0)).isEqualTo(new Outcome.Revoked());
        assertThat(refresh(id, 1)).isEqualTo(new Outcome.Revoked());
        assertThat(outbox(id).getLast().getString("data")).contains("\"refresh-reuse\"");
    }

    @Test
    void refreshDoesNotMoveTheEnd() {
        var session = started();
        var rounds = 0;
        for (; clock.instant().isBefore(session.expiresAt()); rounds++) {
            assertThat(refresh(session.id(), rounds)).isInstanceOf(Outcome.Granted.class);
            clock.advance(Duration.ofMinutes(20));
        }
        assertThat(refresh(session.id(), rounds)).isEqualTo(new Outcome.Expired());
        assertThat(sessions.find(session.id()).orElseThrow().expiresAt()).isEqualTo(session.expiresAt());
    }

    @Test
    void anIdleSessionIsOver() {
        var id = started().id();
        clock.advance(Policies.PRODUCT.idle().plus(SessionPolicy.ACTIVITY_LAG).minusMillis(1));
        assertThat(refresh(id, 0)).isInstanceOf(Outcome.Granted.class);
        clock.advance(Policies.PRODUCT.idle().plus(SessionPolicy.ACTIVITY_LAG));
        assertThat(refresh(id, 1)).isEqualTo(new Outcome.Expired());
    }

    @Test
    void aNewProofReplacesTheOldOneUntilTheSessionEnds() {
        var session = started();
        clock.advance(Duration.ofMinutes(7));
        var proof = new Proof(clock.instant(), List.of("pwd", "otp"), null, null);
        assertThat(sessions.reauthenticate(session.id(), proof, new Sessions.SignIn("att_2", "a-key"), BY))
                .isTrue();
        assertThat(sessions.find(session.id()).orElseThrow().proof()).isEqualTo(proof);
        assertThat(told(session.id())).endsWith("sessions.v1 usr_1 session.reauthenticated.v1");

        sessions.end(session.id(), EndReason.LOGOUT, BY);
        assertThat(sessions.reauthenticate(
                        session.id(), Proof.password(clock.instant()), new Sessions.SignIn("att_2", "a-key"), BY))
                .isFalse();
        assertThat(sessions.find(session.id()).orElseThrow().proof()).isEqualTo(proof);
        assertThat(sessions.reauthenticate("ses_unknown", proof, new Sessions.SignIn("att_2", "a-key"), BY))
                .isFalse();
    }

    @Test
    void aNewProofChangesNeitherWhoActsNorWhoVouched() {
        var proof = new Proof(clock.instant(), List.of("pwd"), "usr_admin", "keycloak-1");
        var session = Session.start(Person.fresh("usr_1"), ORIGIN, proof);
        sessions.start(session, new Sessions.SignIn("att_1", "a-key"));
        sessions.reauthenticate(
                session.id(), Proof.password(clock.instant()), new Sessions.SignIn("att_2", "a-key"), BY);
        assertThat(sessions.find(session.id()).orElseThrow().proof()).isEqualTo(proof);
    }

    @Test
    void onlyTheSessionsThatADirectoryVouchedForAreFoundByIt() {
        var vouched = new Proof(clock.instant(), List.of("pwd"), null, "keycloak-1");
        var first = Session.start(Person.fresh("usr_1"), ORIGIN, vouched);
        var second = Session.start(Person.fresh("usr_1"), ORIGIN, vouched);
        sessions.start(first, new Sessions.SignIn("att_1", "a-key"));
        sessions.start(second, new Sessions.SignIn("att_2", "a-key"));
        started();
        sessions.end(second.id(), EndReason.LOGOUT, BY);
        assertThat(sessions.vouchedForBy("keycloak-1")).extracting(Session::id).containsExactly(first.id());
        assertThat(sessions.vouchedForBy("keycloak-2")).isEmpty();
    }

    @Test
    void twentyTabsThatRefreshAtOnceConvergeToOneToken() throws Exception {
        for (var round = 0; round < 20; round++) {
            var id = started().id();
            var tabs = new ArrayList<Callable<Outcome>>();
            for (var tab = 0; tab < 20; tab++) {
                tabs.add(() -> refresh(id, 0));
            }
            for (var answer : threads.invokeAll(tabs)) {
                assertThat(answer.get())
                        .isInstanceOfSatisfying(
                                Outcome.Granted.class,
                                granted ->
                                        assertThat(granted.session().counter()).isEqualTo(1));
            }
            assertThat(sessions.find(id).orElseThrow().counter()).isEqualTo(1);
        }
    }

    @Test
    void aThousandRefreshesThatRaceALogoutLeaveNothingAlive() throws Exception {
        var wonByRefresh = 0;
        for (var round = 0; round < 1000; round++) {
            var id = started().id();
            var racing = threads.submit(() -> refresh(id, 0));
            sessions.end(id, EndReason.LOGOUT, BY);
            if (racing.get() instanceof Outcome.Granted) {
                wonByRefresh++;
            }
            assertThat(sessions.find(id).orElseThrow().status()).isEqualTo(Session.Status.ENDED);
            assertThat(refresh(id, 0)).isEqualTo(new Outcome.Revoked());
            assertThat(refresh(id, 1)).isEqualTo(new Outcome.Revoked());
            assertThat(told(id))
                    .filteredOn(event -> event.contains("revocation"))
                    .hasSize(1);
        }
        assertThat(wonByRefresh).as("rounds in which both ran").isLessThan(1000);
    }
}
