package io.aman.notification.webhook.message;

import static io.aman.notification.webhook.Receiver.answering;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.SecurityEvent.AlertRaised;
import io.aman.notification.webhook.Receiver.Received;
import io.aman.notification.webhook.message.Message.State;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is sent, and what follows from the answer. */
class ServeLaneTest extends ServedLane {

    @Test
    void aPaymentReachesItsOwnersEndpointAndNobodyElses() {
        var mine = endpoints.own("usr_mine", receiver.url("/mine"), "payment.captured.v1");
        endpoints.own("usr_mine", receiver.url("/deaf"), "payment.failed.v1");
        endpoints.own("usr_other", receiver.url("/other"), "*");

        var event = captured("usr_mine");
        hear(event);
        serve();

        assertThat(receiver.received()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/mine");
            assertThat(request.id()).isEqualTo(Message.idOf(event.id(), mine));
            assertThat(request.header("webhook-timestamp"))
                    .isEqualTo(Long.toString(clock.instant().getEpochSecond()));
            assertThat(request.header("webhook-signature")).matches("v1,[A-Za-z0-9+/]{43}=");
            var json = request.json();
            assertThat(json.path("type").asString()).isEqualTo("payment.captured.v1");
            assertThat(json.path("id").asString()).isEqualTo(event.id());
            assertThat(json.path("timestamp").asString()).isEqualTo("2026-11-25T09:59:00Z");
            assertThat(json.path("data").path("captured").path("amountMinor").asLong())
                    .isEqualTo(12_500);
        });
        assertThat(onlyMessage(mine).state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void anAlertReachesOperatorsAndNoOwner() {
        endpoints.own("usr_mine", receiver.url("/own"), "*");
        endpoints.all("usr_operator", receiver.url("/operators"), "security.alert-raised.v1");
        endpoints.all("usr_operator", receiver.url("/payments"), "payment.captured.v1");

        hear(event(new AlertRaised("alr_1", "brute-force", "HIGH", "usr_mine", "203.0.113.7", null, Instant.EPOCH)));
        hear(captured("usr_mine"));
        serve();

        assertThat(receiver.received().stream().map(request -> request.path() + " " + request.type()))
                .containsExactlyInAnyOrder(
                        "/operators security.alert-raised.v1",
                        "/payments payment.captured.v1",
                        "/own payment.captured.v1");
    }

    @Test
    void anEventThatComesTwiceIsSentOnce() {
        endpoints.own("usr_mine", receiver.url("/"), "*");
        var event = captured("usr_mine");

        hear(event);
        hear(event);
        serve();
        hear(event);
        serve();

        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void aFailureIsTriedAgainUnderTheSameIdUntilTheScheduleIsUsedUp() {
        var id = endpoints.own("usr_mine", receiver.url("/"), "*");
        receiver.behave(answering(500));
        hear(captured("usr_mine"));

        serve();
        serve();
        assertThat(receiver.received()).as("not before the first pause").hasSize(1);
        clock.advance(Duration.ofSeconds(7));
        serve();
        assertThat(receiver.received()).hasSize(2);
        receiver.behave(answering(200));
        clock.advance(Duration.ofMinutes(7));
        serve();

        assertThat(receiver.received().stream().map(Received::id).distinct()).hasSize(1);
        var message = onlyMessage(id);
        assertThat(message.state()).isEqualTo(State.DELIVERED);
        assertThat(message.made().stream().map(attempt -> attempt.status() + " " + attempt.outcome()))
                .containsExactly("500 rejected", "500 rejected", "200 delivered");
        assertThat(message.made().get(1).at()).isEqualTo("2026-11-25T10:00:07Z");
        assertThat(receiver.received().stream().map(request -> request.header("webhook-timestamp")))
                .doesNotHaveDuplicates();
    }

    @Test
    void daysOfFailuresDisableAnEndpointAndItsOwnerIsTold() {
        var id = endpoints.own("usr_mine", receiver.url("/hooks?token=planted"), "*");
        receiver.behave(answering(503));
        hear(captured("usr_mine"));

        for (int hour = 0; hour < 24 * 7; hour++) {
            serve();
            clock.advance(Duration.ofHours(1));
        }
        hear(captured("usr_mine")); // the pauses vary, and may all have been over before the fifth day was
        serve();

        assertThat(endpoints.disabledBecause(id)).isEqualTo("failing");
        assertThat(messages(id).getLast().state()).isEqualTo(State.FAILED);
        assertThat(receiver.received()).hasSizeBetween(10, 13);
        assertThat(told(id))
                .contains("webhook.endpoint-disabled.v1", "\"reason\":\"failing\"", "\"owner\":\"usr_mine\"")
                .doesNotContain("planted");
        hear(captured("usr_mine"));
        assertThat(messages(id)).as("a disabled endpoint hears of nothing").hasSize(1);
    }

    @Test
    void goneDisablesAtOnceAndFailsWhatWaits() {
        var id = endpoints.own("usr_mine", receiver.url("/"), "*");
        receiver.behave(answering(410));
        IntStream.range(0, 20).forEach(_ -> hear(captured("usr_mine")));

        serve();

        assertThat(endpoints.disabledBecause(id)).isEqualTo("gone");
        assertThat(receiver.received()).as("one turn's worth").hasSize(8);
        assertThat(messages(id)).hasSize(20).allMatch(message -> message.state() == State.FAILED);
        assertThat(messages(id).stream().map(Message::reason).distinct())
                .containsExactlyInAnyOrder("gone", "endpoint-disabled");
        assertThat(told(id)).contains("\"reason\":\"gone\"");
    }

    @Test
    void whatFailedIsReplayedOnceHoweverOftenThatIsAsked() {
        var id = endpoints.own("usr_mine", receiver.url("/"), "*");
        receiver.behave(answering(410));
        hear(captured("usr_mine"));
        clock.advance(Duration.ofHours(1));
        var since = clock.instant();
        IntStream.range(0, 3).forEach(_ -> hear(captured("usr_mine")));
        serve();
        receiver.forgetAll();
        receiver.behave(answering(200));
        endpoints.enable(id, "usr_mine");

        endpoints.replayFailed(id, "usr_mine", since);
        endpoints.replayFailed(id, "usr_mine", since);
        serve();
        endpoints.replayFailed(id, "usr_mine", since);
        serve();

        assertThat(receiver.received()).hasSize(3);
        assertThat(messages(id).stream().filter(message -> message.state() == State.FAILED))
                .hasSize(1);
    }

    @Test
    void aDeliveredMessageIsReplayedUnderItsId() {
        var id = endpoints.own("usr_mine", receiver.url("/"), "*");
        hear(captured("usr_mine"));
        serve();
        clock.advance(Duration.ofDays(1));

        endpoints.replay(id, "usr_mine", onlyMessage(id).id());
        serve();

        assertThat(receiver.received()).hasSize(2);
        assertThat(receiver.received().stream().map(Received::id).distinct()).hasSize(1);
        assertThat(onlyMessage(id).attempts()).isEqualTo(2);
    }

    @Test
    void aPauseThatIsAskedForHoldsForTheWholeEndpoint() {
        endpoints.own("usr_mine", receiver.url("/"), "*");
        receiver.behave(answering(429, "Retry-After", "600"));
        hear(captured("usr_mine"));
        serve();

        receiver.behave(answering(200));
        hear(captured("usr_mine"));
        clock.advance(Duration.ofSeconds(599));
        serve();
        assertThat(receiver.received()).hasSize(1);
        clock.advance(Duration.ofSeconds(200));
        serve();
        assertThat(receiver.received()).hasSize(3);
    }

    @Test
    void bothSecretsSignWhileTheFormerLasts() {
        var id = endpoints.own("usr_mine", receiver.url("/"), "*");
        endpoints.rotate(id, "usr_mine", true);
        hear(captured("usr_mine"));
        serve();
        clock.advance(Duration.ofHours(24));
        hear(captured("usr_mine"));
        serve();
        endpoints.rotate(id, "usr_mine", false);
        hear(captured("usr_mine"));
        serve();

        assertThat(receiver.received().stream()
                        .map(request -> request.header("webhook-signature").split(" ", -1).length))
                .containsExactly(2, 1, 1);
    }
}
