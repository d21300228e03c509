package io.aman.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.notification.CrashingMongo;
import io.aman.notification.CrashingMongo.Crash;
import io.aman.notification.CrashingMongo.Moment;
import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Unknown;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may have gone out, and whose worker has died: how often it is sent at most. */
class DeliveryDoubtTest extends WorkedDeliveries {

    @Test
    void aMessageThatKillsEveryWorkerIsParkedToo() {
        add("killer");
        answers.put(idOf("killer"), () -> {
            throw new Crash();
        });
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> worker().deliverNext()).isInstanceOf(Crash.class);
            clock.advance(LEASE);
        }

        worker().deliverNext();

        assertThat(sent).hasSize(3);
        assertThat(deliveries.lastFailed(10)).extracting(FailedDelivery::reason).containsExactly("attempts-exhausted");
    }

    @Test
    void aWorkerThatDiesBeforeSendingDelaysAMessageByTheLease() {
        add("a");
        var claimsAndDies = worker(CrashingMongo.at(mongo, 1, Moment.AFTER));
        assertThatThrownBy(claimsAndDies::deliverNext).isInstanceOf(Crash.class);
        assertThat(sent).isEmpty();

        assertThat(worker().deliverNext()).isFalse();
        clock.advance(LEASE);
        deliverAll();

        assertThat(sent).hasSize(1);
    }

    @Test
    void aWorkerThatDiesAfterSendingCausesExactlyOneMore() {
        add("a");
        var sendsAndDies = worker(CrashingMongo.at(mongo, 2, Moment.BEFORE));
        assertThatThrownBy(sendsAndDies::deliverNext).isInstanceOf(Crash.class);
        assertThat(sent).hasSize(1);

        clock.advance(LEASE);
        deliverAll();
        clock.advance(Duration.ofDays(1));
        deliverAll();

        assertThat(sent).containsExactly(idOf("a"), idOf("a"));
    }

    @Test
    void aWorkerThatDiesAfterSettlingCausesNoMore() {
        add("a");
        var settlesAndDies = worker(CrashingMongo.at(mongo, 2, Moment.AFTER));
        assertThatThrownBy(settlesAndDies::deliverNext).isInstanceOf(Crash.class);

        clock.advance(Duration.ofDays(1));
        deliverAll();

        assertThat(sent).hasSize(1);
    }

    @Test
    void whoseLeaseWasTakenOverSettlesNothing() {
        add("a");
        var slow = deliveries.claim(clock.instant(), LEASE).orElseThrow();
        assertThat(deliveries.claim(clock.instant(), LEASE)).as("under lease").isEmpty();
        clock.advance(LEASE);
        var quick = deliveries.claim(clock.instant(), LEASE).orElseThrow();

        assertThat(deliveries.sent(slow, clock.instant(), List.of())).isFalse();
        assertThat(deliveries.deferred(slow, clock.instant(), "late", List.of()))
                .isFalse();
        assertThat(deliveries.failed(slow, clock.instant(), DeliveryState.FAILED, "late", List.of()))
                .isFalse();
        assertThat(stored("a")).doesNotContainKeys("sentAt", "failedAt", "reason");

        assertThat(deliveries.sent(quick, clock.instant(), List.of())).isTrue();
        assertThat(deliveries.sent(quick, clock.instant(), List.of()))
                .as("settled")
                .isFalse();
        assertThat(deliveries.failed(slow, clock.instant(), DeliveryState.FAILED, "late", List.of()))
                .isFalse();
    }

    @Test
    void whatMayHaveGoneOutIsSentInDoubtTwiceInARowAtMost() {
        sendsInDoubt = 2;
        add("a");
        answers.put(idOf("a"), () -> new Unknown("sms-no-answer"));

        for (int i = 0; i < 10; i++) {
            deliverAll();
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(sent).hasSize(2);
        assertThat(deliveries.lastFailed(10))
                .extracting(FailedDelivery::reason)
                .containsExactly("sent-in-doubt:sms-no-answer");
        assertThat(stored("a")).doesNotContainKeys("to", "subject", "sealed");
    }

    @Test
    void aWorkerThatDiesLeavesAsMuchDoubtAsAnAnswerThatStaysAway() {
        sendsInDoubt = 2;
        add("a");
        answers.put(idOf("a"), () -> {
            throw new Crash();
        });
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> worker().deliverNext()).isInstanceOf(Crash.class);
            clock.advance(LEASE);
        }

        deliverAll();

        assertThat(sent).hasSize(2);
        assertThat(deliveries.lastFailed(10)).extracting(FailedDelivery::reason).containsExactly("sent-in-doubt");
    }

    @Test
    void whoKnowsThatNothingWentOutBeginsToCountAnew() {
        sendsInDoubt = 2;
        add("a");
        var outcomes = new ArrayDeque<Outcome>(
                List.of(new Unknown("sms-no-answer"), new Deferred("sms-429"), new Unknown("sms-500")));
        answers.put(idOf("a"), outcomes::remove);

        for (int i = 0; i < 3; i++) {
            worker().deliverNext();
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(sent).hasSize(3);
    }

    @Test
    void aMailInDoubtIsSentOn() {
        add("a");
        answers.put(idOf("a"), () -> new Unknown("lost"));
        for (int i = 0; i < 3; i++) {
            worker().deliverNext();
            clock.advance(Duration.ofMinutes(10));
        }

        assertThat(sent).hasSize(3);
        assertThat(deliveries.lastFailed(10))
                .extracting(FailedDelivery::reason)
                .containsExactly("attempts-exhausted:lost");
    }
}
