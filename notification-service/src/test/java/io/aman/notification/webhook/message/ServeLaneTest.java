package io.aman.notification.webhook.message;

import static io.aman.notification.webhook.Receiver.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.AccessEvent.UserDisabled;
import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent.Captured;
import io.aman.events.SecurityEvent.AlertRaised;
import io.aman.notification.CrashingMongo;
import io.aman.notification.CrashingMongo.Crash;
import io.aman.notification.CrashingMongo.Moment;
import io.aman.notification.Wiring;
import io.aman.notification.recipient.PersonalData;
import io.aman.notification.webhook.Receiver;
import io.aman.notification.webhook.Receiver.Received;
import io.aman.notification.webhook.endpoint.Endpoints;
import io.aman.notification.webhook.message.Message.State;
import io.aman.platform.Ids;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The queue of webhooks against a real receiver, a step at a time. */
class ServeLaneTest {

    private static final Map<String, Object> LOCAL = Map.of(
            "notification.webhook.target.allow-http", "true",
            "notification.webhook.target.allow-private-addresses", "true",
            "notification.webhook.target.ports", "");

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("webhooks"));
    private final Wiring service = start(mongo);
    private final Endpoints endpoints = new Endpoints(service);
    private final Receiver receiver = new Receiver();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void stop() {
        over.countDown();
        service.close();
        receiver.close();
    }

    private Wiring start(MongoOperations store) {
        return Wiring.start(store, clock, 1, LOCAL);
    }

    private static EventEnvelope<DomainEvent> captured(String payer) {
        var amount = new Money(12_500, "KWD");
        return event(new Captured("pay_1", payer, amount, amount, "stripe", "order-7"));
    }

    private static EventEnvelope<DomainEvent> event(DomainEvent data) {
        return new EventEnvelope<>(Ids.random("evt_"), "/test", "key", Instant.parse("2026-11-25T09:59:00Z"), data);
    }

    private void hear(EventEnvelope<?> event) {
        service.get(WebhookEventListener.class).hear(List.of(new TellEndpoints.Heard(event, null)));
    }

    /** Until nothing is due. */
    private void serve() {
        serve(service);
    }

    private static void serve(Wiring of) {
        while (of.get(ServeLane.class).serveNext(() -> {})) {
            // the next lane
        }
    }

    private List<Message> messages(String endpointId) {
        return service.get(MongoMessages.class).page(endpointId, null, null, 100);
    }

    private Message onlyMessage(String endpointId) {
        return messages(endpointId).getFirst();
    }

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

        hear(event(new AlertRaised("alr_1", "brute-force", "HIGH", "usr_mine", "203.0.113.7", Instant.EPOCH)));
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

    private String told(String endpointId) {
        return String.valueOf(
                mongo.findById(endpointId, Document.class, "webhook_endpoints").getList("outbox", Document.class));
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
            assertThatThrownBy(() -> serve(dying)).satisfies(ServeLaneTest::isCrash);
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
