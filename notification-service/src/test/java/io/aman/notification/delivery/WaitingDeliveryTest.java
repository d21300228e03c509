package io.aman.notification.delivery;

import static io.aman.notification.delivery.DeliveryFixtures.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.Wiring;
import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.platform.Secret;
import io.aman.platform.security.Sealed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** What waits: sealed, for its time, or until it is taken back. */
class WaitingDeliveryTest extends WorkedDeliveries {

    @Test
    void whatHappenedBeforeARestoreIsToldWhenAnAdministratorSaysSo() {
        restoredAt = clock.instant();
        var happened = restoredAt.minusSeconds(1);
        deliveries.add(
                List.of(new Queued(delivery("told-perhaps"), happened)),
                clock.instant().plusSeconds(5));
        add("new");
        clock.advance(Duration.ofSeconds(5));

        deliverAll();

        assertThat(sent).containsExactly(idOf("new"));
        assertThat(deliveries.lastFailed(10))
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("before-restore"));
        var history = new MongoDeliveryHistory(mongo);
        assertThat(history.resend(idOf("told-perhaps"), "usr_admin", "not in the provider's log", clock.instant()))
                .isTrue();

        deliverAll();

        assertThat(sent).containsExactly(idOf("new"), idOf("told-perhaps"));
    }

    @Test
    void whatWaitsLiesSealedAndAKeyThatIsGoneHoldsUpNoOther() {
        var others = new Sealed(List.of(Secret.of("AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=")));
        new MongoDeliveries(mongo, others).add(delivery("sealed"), clock.instant());
        clock.advance(Duration.ofMillis(1));
        add("good");
        assertThat(mongo.findAll(Document.class, "deliveries").toString()).doesNotContain("good@example.com", "الثاني");

        deliverAll();

        assertThat(sent).containsExactly(idOf("good"));
        assertThat(deliveries.lastFailed(10)).extracting(FailedDelivery::reason).containsExactly("seal-not-opened");
        assertThat(stored("sealed")).containsKey("sealed");
    }

    @Test
    void aMessageThatNobodyCanReadIsParkedAndHoldsUpNoOther() {
        add("broken");
        clock.advance(Duration.ofMillis(1));
        add("good");
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(idOf("broken"))),
                new Update().set("category", "gossip"),
                "deliveries");

        deliverAll();

        assertThat(sent).containsExactly(idOf("good"));
        assertThat(deliveries.lastFailed(10)).extracting(FailedDelivery::reason).containsExactly("unreadable");
    }

    @Test
    void aMessageThatWaitedBeforeTextsWereSealedStillGoes() {
        add("old");
        var body = Wiring.body(stored("old"));
        mongo.updateMulti(
                new Query(),
                new Update()
                        .unset("sealed")
                        .unset("inDoubt")
                        .set("to", body.get("to"))
                        .set("text", body.get("text"))
                        .set("html", body.get("html")),
                "deliveries");

        deliverAll();

        assertThat(sent).hasSize(1);
        assertThat(stored("old")).doesNotContainKeys("to", "text", "html");
    }

    @Test
    void theOldestMessageThatWaitsIsMeasured() {
        assertThat(meters.find("aman.notification.delivery.oldest").timeGauge()).isNull();
        worker();
        var oldest = meters.get("aman.notification.delivery.oldest").timeGauge();
        assertThat(oldest.value()).isZero();

        add("a");
        answers.put(idOf("a"), () -> new Deferred("smtp-451"));
        worker().deliverNext();
        clock.advance(Duration.ofSeconds(90));
        add("b");

        assertThat(oldest.value(TimeUnit.SECONDS)).isEqualTo(90);
    }

    @Test
    void whatIsScheduledWaitsForItsTimeAndTheOldestIsNotOlderForIt() {
        deliveries.add(scheduled("later", "key"), clock.instant());
        add("now");

        deliverAll();
        assertThat(sent).containsExactly(idOf("now"));

        clock.advance(Duration.ofHours(2));
        deliverAll();
        assertThat(sent).containsExactly(idOf("now"), idOf("later"));
    }

    @Test
    void whatWaitsIsCanceledByItsKeyAndForgotten() {
        deliveries.add(scheduled("a", "key"), clock.instant());
        deliveries.add(scheduled("b", "key"), clock.instant());
        deliveries.add(scheduled("c", "other"), clock.instant());

        assertThat(deliveries.cancel(List.of("key"), clock.instant())).isEqualTo(2);
        assertThat(deliveries.cancel(List.of("key"), clock.instant())).isZero();
        clock.advance(Duration.ofHours(2));
        deliverAll();

        assertThat(sent).containsExactly(idOf("c"));
        assertThat(stored("a"))
                .containsEntry("state", "canceled")
                .doesNotContainKeys("sealed", "subject", "nextAttemptAt", "waitingSince", "cancelKey");
    }

    @Test
    void whatIsBeingSentIsNotCanceled() {
        deliveries.add(scheduled("a", "key"), clock.instant());
        clock.advance(Duration.ofHours(2));
        var claim = deliveries.claim(clock.instant(), LEASE).orElseThrow();

        assertThat(deliveries.cancel(List.of("key"), clock.instant())).isZero();
        assertThat(deliveries.deferred(claim, clock.instant().plusSeconds(1), "smtp-451", List.of()))
                .isTrue();
        assertThat(deliveries.cancel(List.of("key"), clock.instant())).isOne();
    }

    private Delivery scheduled(String intent, String cancelKey) {
        var plain = delivery(intent);
        return new Delivery(
                plain.id(),
                plain.channel(),
                plain.userId(),
                plain.type(),
                plain.category(),
                plain.eventId(),
                plain.to(),
                plain.message(),
                null,
                null,
                clock.instant().plus(Duration.ofHours(1)),
                cancelKey);
    }
}
