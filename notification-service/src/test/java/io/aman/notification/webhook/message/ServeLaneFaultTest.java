package io.aman.notification.webhook.message;

import static io.aman.notification.webhook.Receiver.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.AccessEvent.UserDisabled;
import io.aman.events.Actor;
import io.aman.notification.CrashingMongo;
import io.aman.notification.CrashingMongo.Crash;
import io.aman.notification.CrashingMongo.Moment;
import io.aman.notification.recipient.PersonalData;
import io.aman.notification.webhook.Receiver.Received;
import io.aman.notification.webhook.message.Message.State;
import io.aman.testing.AtOnce;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Slow receivers, many processes, crashes, and what is taken away meanwhile. */
class ServeLaneFaultTest extends ServedLane {

    @Test
    void whoKeepsFailingIsAskedForOneMessageAtATime() {
        var id = endpoints.own("usr_mine", receiver.url("/"), "*");
        receiver.behave(answering(500));
        IntStream.range(0, 40).forEach(_ -> hear(captured("usr_mine")));

        serve();
        assertThat(receiver.received()).as("two turns, and the breaker opens").hasSize(16);
        clock.advance(Duration.ofSeconds(29));
        serve();
        assertThat(receiver.received()).hasSize(16);
        clock.advance(Duration.ofMinutes(5));
        serve();
        assertThat(receiver.received()).as("a probe").hasSize(17);

        receiver.behave(answering(200));
        clock.advance(Duration.ofDays(1));
        serve();
        assertThat(messages(id)).allMatch(message -> message.state() == State.DELIVERED);
    }

    /** One endpoint has a thousand messages and never answers; the other gets its turn while that one is waited for. */
    @Test
    void aSlowEndpointDelaysNoOther() throws Exception {
        endpoints.own("usr_slow", receiver.url("/slow"), "*");
        endpoints.own("usr_quick", receiver.url("/quick"), "*");
        IntStream.range(0, 200).forEach(_ -> hear(captured("usr_slow")));
        clock.advance(Duration.ofMillis(1));
        IntStream.range(0, 20).forEach(_ -> hear(captured("usr_quick")));
        var answered = new CountDownLatch(20);
        receiver.behave(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/slow")) {
                await(over);
            }
            exchange.sendResponseHeaders(200, -1);
            answered.countDown();
        });

        var stuck = Thread.ofVirtual().start(() -> service.get(ServeLane.class).serveNext(() -> {}));
        Awaitility.await().until(() -> !receiver.received().isEmpty());
        serve();
        await(answered);

        assertThat(receiver.received().stream().filter(request -> request.path().equals("/quick")))
                .hasSize(20);
        assertThat(receiver.received().stream().filter(request -> request.path().equals("/slow")))
                .as("never more than its share at a time")
                .hasSize(8);
        over.countDown();
        stuck.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void manyProcessesTogetherSendEachMessageOnce() throws Exception {
        for (int n = 0; n < 10; n++) {
            endpoints.own("usr_" + n, receiver.url("/" + n), "*");
        }
        IntStream.range(0, 100).forEach(n -> hear(captured("usr_" + n % 10)));

        AtOnce.run(8, _ -> {
            serve();
            return true;
        });

        assertThat(receiver.received()).hasSize(100);
        assertThat(receiver.received().stream().map(Received::id)).doesNotHaveDuplicates();
    }

    static Stream<Arguments> everyWrite() {
        return IntStream.rangeClosed(1, 3)
                .boxed()
                .flatMap(write -> Stream.of(Moment.values()).map(moment -> Arguments.of(write, moment)));
    }

    /** Writes: the message and its wake, by who hears; lane, outcome and release, by who sends. */
    @ParameterizedTest
    @MethodSource("everyWrite")
    void aCrashAnywhereLosesNothingAndKeepsTheId(int write, Moment moment) {
        var id = endpoints.own("usr_mine", receiver.url("/"), "*");
        var event = captured("usr_mine");
        try (var dying = start(CrashingMongo.at(mongo, write, moment))) {
            try {
                dying.get(WebhookEventListener.class).hear(List.of(new TellEndpoints.Heard(event, null)));
            } catch (Crash _) {
                // the event is not acknowledged, and comes again
            }
        }
        hear(event);
        try (var dying = start(CrashingMongo.at(mongo, write, moment))) {
            assertThatThrownBy(() -> serve(dying)).satisfies(ServeLaneFaultTest::isCrash);
        }

        clock.advance(Duration.ofMinutes(2)); // the lease ends
        serve();

        assertThat(onlyMessage(id).state()).isEqualTo(State.DELIVERED);
        assertThat(messages(id)).hasSize(1);
        assertThat(receiver.received()).hasSizeBetween(1, 2);
        assertThat(receiver.received().stream().map(Received::id).distinct())
                .containsExactly(Message.idOf(event.id(), id));
    }

    private static void isCrash(Throwable thrown) {
        assertThat(Stream.iterate(thrown, Objects::nonNull, Throwable::getCause))
                .anyMatch(Crash.class::isInstance);
    }

    @Test
    void aDeletedEndpointTakesItsMessagesAlong() {
        var id = endpoints.own("usr_mine", receiver.url("/"), "*");
        receiver.behave(answering(500));
        IntStream.range(0, 3).forEach(_ -> hear(captured("usr_mine")));
        serve();

        endpoints.delete(id, "usr_mine");
        serve();
        clock.advance(Duration.ofDays(1));
        serve();

        assertThat(messages(id)).isEmpty();
        assertThat(receiver.received()).hasSize(3);
        var tombstone = mongo.findById(id, Document.class, "webhook_endpoints");
        assertThat(tombstone).doesNotContainKeys("url", "secrets", "description", "slot", "hears");
        assertThat(service.get(MongoMessages.class).oldestWaiting()).isEmpty();
    }

    @Test
    void aDisabledAccountSendsNothingMore() {
        var id = endpoints.own("usr_mine", receiver.url("/"), "*");

        hear(event(new UserDisabled("usr_mine", Actor.system("test"))));
        hear(captured("usr_mine"));
        serve();

        assertThat(endpoints.disabledBecause(id)).isEqualTo("owner-disabled");
        assertThat(receiver.received()).isEmpty();
        assertThat(told(id)).contains("owner-disabled");
    }

    @Test
    void aPersonIsForgottenInEverybodysMessages() {
        var theirs = endpoints.own("usr_mine", receiver.url("/own"), "*");
        var operators = endpoints.all("usr_operator", receiver.url("/all"), "payment.captured.v1");
        receiver.behave(answering(500));
        hear(captured("usr_mine"));
        hear(captured("usr_other"));
        serve();

        service.all(PersonalData.class).forEach(place -> place.forget("usr_mine", Actor.user("usr_admin", null)));
        clock.advance(Duration.ofHours(1));
        receiver.forgetAll();
        receiver.behave(answering(200));
        serve();

        assertThat(messages(theirs)).isEmpty();
        assertThat(receiver.received())
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("usr_other"));
        var kept = mongo.findAll(Document.class, "webhook_messages");
        assertThat(kept).hasSize(2).noneMatch(document -> document.toJson().contains("usr_mine"));
        assertThat(messages(operators).stream().map(Message::state))
                .containsExactlyInAnyOrder(State.ERASED, State.DELIVERED);
        endpoints.replayFailed(operators, "usr_operator", Instant.EPOCH);
        serve();
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void messagesAreForgottenInTime() {
        var id = endpoints.own("usr_mine", receiver.url("/"), "*");
        hear(captured("usr_mine"));
        serve();
        clock.advance(Duration.ofDays(30).minusSeconds(1));
        service.get(MongoMessages.class).sweep(clock.instant());
        assertThat(messages(id)).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        service.get(MongoMessages.class).sweep(clock.instant());

        assertThat(messages(id)).isEmpty();
    }
}
