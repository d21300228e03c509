package io.aman.security.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.aman.events.Actor;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.security.alert.Alert.CloseReason;
import io.aman.security.alert.Alert.State;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

class MongoAlertsTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final Actor ADMIN = Actor.user("usr_admin", "203.0.113.1");

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("alerts"));
    private final MongoAlerts alerts =
            new MongoAlerts(mongo, new Outbox("security-service", Traces.none()), _ -> {}, Duration.ofDays(365));

    @BeforeEach
    void declareIndexes() {
        MongoAlertDocument.declareIndexes(mongo);
    }

    @Test
    void whatGoesOnIsOneAlertHoweverManyRaiseItAtOnce() throws Exception {
        AtOnce.run(24, n -> {
            alerts.raise(spraying("evt_" + n % 12, Severity.HIGH, NOW.plusSeconds(n % 12)));
            return n;
        });

        var all = alerts.page(null, null, 10);
        assertThat(all).hasSize(1);
        assertThat(all.getFirst().count()).isEqualTo(12);
        assertThat(told(all.getFirst().id())).hasSize(1);
    }

    @Test
    void aGraverOccurrenceMakesTheAlertGraverAndIsToldOnceMore() {
        alerts.raise(spraying("evt_1", Severity.MEDIUM, NOW));
        alerts.raise(spraying("evt_2", Severity.CRITICAL, NOW));
        alerts.raise(spraying("evt_3", Severity.LOW, NOW));
        alerts.raise(spraying("evt_2", Severity.CRITICAL, NOW));

        var alert = alerts.page(State.OPEN, null, 10).getFirst();
        assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alert.count()).isEqualTo(3);
        assertThat(told(alert.id())).hasSize(2);
    }

    @Test
    void anOccurrenceThatIsToldAgainAfterItsAlertWasClosedOpensNoOther() {
        alerts.raise(spraying("evt_1", Severity.HIGH, NOW));
        alerts.raise(spraying("evt_2", Severity.HIGH, NOW));
        close(CloseReason.HANDLED);

        alerts.raise(spraying("evt_1", Severity.HIGH, NOW));
        alerts.raise(spraying("evt_2", Severity.HIGH, NOW));
        assertThat(alerts.page(null, null, 10)).hasSize(1);

        alerts.raise(spraying("evt_3", Severity.HIGH, NOW.plusSeconds(1)));
        assertThat(alerts.page(State.OPEN, null, 10)).hasSize(1);
        assertThat(alerts.page(null, null, 10)).hasSize(2);
    }

    @Test
    void whatWasAFalseAlarmIsNotRaisedAgainForADay() {
        alerts.raise(spraying("evt_1", Severity.HIGH, NOW));
        close(CloseReason.FALSE_POSITIVE);

        alerts.raise(spraying("evt_2", Severity.HIGH, NOW.plus(Duration.ofHours(23))));
        assertThat(alerts.page(State.OPEN, null, 10)).isEmpty();
        alerts.raise(spraying("evt_3", Severity.HIGH, NOW.plus(Duration.ofHours(25))));
        assertThat(alerts.page(State.OPEN, null, 10)).hasSize(1);
    }

    @Test
    void anAlertIsAcknowledgedOnceAndNothingIsDoneWithAClosedOne() {
        alerts.raise(spraying("evt_1", Severity.HIGH, NOW));
        var id = alerts.page(null, null, 10).getFirst().id();

        assertThat(alerts.acknowledge(id, ADMIN, NOW)).isPresent();
        assertThat(alerts.acknowledge(id, ADMIN, NOW)).isEmpty();
        assertThat(alerts.assign(id, "usr_2", ADMIN, NOW).orElseThrow().assignee())
                .isEqualTo("usr_2");
        close(CloseReason.HANDLED);
        assertThat(alerts.assign(id, "usr_3", ADMIN, NOW)).isEmpty();
        assertThat(alerts.close(id, CloseReason.DUPLICATE, null, ADMIN, NOW)).isEmpty();

        var audit = alerts.find(id).orElseThrow().audit();
        assertThat(audit)
                .extracting(Alert.Entry::what)
                .containsExactly("acknowledged", "assigned", "closed as HANDLED");
        assertThat(audit).extracting(Alert.Entry::by).containsOnly("user:usr_admin");
    }

    @Test
    void whatIsOpenForOneThingSaysNothingOfAnother() {
        alerts.raise(old("list tor"));
        alerts.raise(old("list drop"));
        alerts.raise(new Occurrence("feed-old", Severity.HIGH, null, null, "list tor", "later", "again", NOW));

        assertThat(alerts.page(State.OPEN, null, 10))
                .extracting(Alert::about, Alert::count)
                .containsExactlyInAnyOrder(tuple("list tor", 2L), tuple("list drop", 1L));
    }

    private static Occurrence old(String about) {
        return new Occurrence("feed-old", Severity.HIGH, null, null, about, "since " + about, "old", NOW);
    }

    @Test
    void aPersonWhoIsErasedIsInNoAlert() {
        alerts.raise(new Occurrence("brute-force", Severity.MEDIUM, "usr_1", null, "evt_1", "10 failures", NOW));

        alerts.forget("usr_1");

        var alert = alerts.page(null, null, 10).getFirst();
        assertThat(alert.userId()).isNull();
        var stored = mongo.getCollection(MongoAlerts.COLLECTION).find().first();
        assertThat(Objects.requireNonNull(stored).getString(MongoAlerts.SUBJECT))
                .isEqualTo("erased");
    }

    @Test
    void aClosedAlertIsKeptAsLongAsConfiguredAndAnOpenOneUntilSomebodyLooks() {
        alerts.raise(spraying("evt_1", Severity.HIGH, NOW));
        close(CloseReason.HANDLED);
        mongo.updateMulti(new Query(), new Update().set("outbox", List.of()), MongoAlerts.COLLECTION); // all is told
        alerts.raise(old("list tor"));

        alerts.purge(NOW.plus(Duration.ofDays(365)).minusMillis(1));
        assertThat(alerts.page(null, null, 10)).hasSize(2);

        alerts.purge(NOW.plus(Duration.ofDays(3_650)));
        assertThat(alerts.page(null, null, 10)).extracting(Alert::about).containsExactly("list tor");
    }

    private void close(CloseReason reason) {
        var id = alerts.page(null, null, 10).getFirst().id();
        assertThat(alerts.close(id, reason, "seen", ADMIN, NOW)).isPresent();
    }

    private List<Document> told(String id) {
        var stored = mongo.getCollection(MongoAlerts.COLLECTION)
                .find(new Document("_id", id))
                .first();
        return Objects.requireNonNull(stored).getList("outbox", Document.class);
    }

    private static Occurrence spraying(String cause, Severity severity, Instant at) {
        return new Occurrence("spraying", severity, null, "203.0.113.7", cause, "12 accounts", at);
    }
}
