package io.aman.notification.delivery;

import static io.aman.notification.delivery.DeliveryFixtures.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Actor;
import io.aman.notification.delivery.DeliveryHistory.Selection;
import io.aman.platform.page.Cursor;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class DeliveryHistoryTest {

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final String PROVIDER = "twilio";

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("history"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final Deliveries deliveries = new MongoDeliveries(mongo, DeliveryFixtures.SEALED);
    private final MongoDeliveryHistory history = new MongoDeliveryHistory(mongo);

    @Test
    void aStatusMovesWhatWasSentAndNeverBack() {
        var claim = sent("a");

        tell(claim, DeliveryState.READ);
        tell(claim, DeliveryState.DELIVERED);
        tell(claim, DeliveryState.SENT);

        assertThat(known("a").state()).isEqualTo(DeliveryState.READ);
        assertThat(known("a").sends())
                .singleElement()
                .satisfies(send -> assertThat(send.state()).isEqualTo(DeliveryState.READ));
    }

    @Test
    void aStatusThatIsFasterThanWhoSentItStays() {
        var claim = claimed("a");
        tell(claim, DeliveryState.DELIVERED);

        assertThat(deliveries.sent(claim, clock.instant(), List.of(send(claim))))
                .isTrue();

        assertThat(known("a").state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(known("a").sends())
                .singleElement()
                .satisfies(send -> assertThat(send.reference()).isEqualTo("ref"));
        assertThat(stored("a")).doesNotContainKeys("sealed", "nextAttemptAt", "waitingSince");
    }

    @Test
    void aFailureThatIsFasterThanWhoSentItStaysToo() {
        var claim = claimed("a");
        tell(claim, DeliveryState.UNDELIVERED);
        assertThat(known("a").state()).isEqualTo(DeliveryState.SENDING);

        deliveries.sent(claim, clock.instant(), List.of(send(claim)));

        assertThat(known("a").state()).isEqualTo(DeliveryState.UNDELIVERED);
        assertThat(deliveries.lastFailed(10)).hasSize(1);
    }

    @Test
    void aSuccessEndsTheDoubtAndNothingIsSentAgain() {
        var claim = claimed("a");
        deliveries.deferredInDoubt(claim, clock.instant(), "sms-no-answer", List.of());

        tell(claim, DeliveryState.SENT);

        assertThat(known("a").state()).isEqualTo(DeliveryState.SENT);
        assertThat(deliveries.claim(clock.instant(), LEASE)).isEmpty();
        assertThat(stored("a")).doesNotContainKeys("sealed", "subject");
    }

    @Test
    void whatWasGivenUpInDoubtIsDeliveredWhenItsProviderSaysSo() {
        var claim = claimed("a");
        deliveries.discarded(claim, clock.instant(), "sent-in-doubt", List.of());
        assertThat(known("a").state()).isEqualTo(DeliveryState.FAILED);

        tell(claim, DeliveryState.DELIVERED);

        assertThat(known("a").state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(deliveries.lastFailed(10)).isEmpty();
    }

    @Test
    void aFailureOfAnOldSendDoesNotUndoTheNewOne() {
        var first = claimed("a");
        deliveries.deferredInDoubt(first, clock.instant(), "sms-no-answer", List.of());
        var second = deliveries.claim(clock.instant(), LEASE).orElseThrow();
        deliveries.sent(second, clock.instant(), List.of(send(second)));

        tell(first, DeliveryState.FAILED);

        assertThat(known("a").state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void aStatusWithoutOurIdFindsItsSendByItsReference() {
        var claim = sent("a");
        var status =
                new DeliveryStatus(PROVIDER, null, 0, "ref", DeliveryState.DELIVERED, null, false, clock.instant());

        assertThat(history.note(status, clock.instant())).isPresent();

        assertThat(known("a").state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(known("a").sends())
                .singleElement()
                .satisfies(send -> assertThat(send.attempt()).isEqualTo(claim.attempt()));
    }

    @Test
    void aStatusOfNobodysDeliveryIsSaidToBeUnknown() {
        var status = new DeliveryStatus(
                PROVIDER, Delivery.idOf("x", "sms"), 1, "ref", DeliveryState.READ, null, false, clock.instant());

        assertThat(history.note(status, clock.instant())).isEmpty();
    }

    @Test
    void manyAtOnceInAnyOrderEndTheSame() throws Exception {
        var claim = claimed("a");
        var said = new ArrayList<>(
                List.of(DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.READ, DeliveryState.UNDELIVERED));
        said.addAll(List.copyOf(said));
        Collections.shuffle(said, new Random(7));

        AtOnce.run(said.size() + 1, i -> {
            if (i == said.size()) {
                return deliveries.sent(claim, clock.instant(), List.of(send(claim)));
            }
            tell(claim, said.get(i));
            return true;
        });

        assertThat(known("a").state()).isEqualTo(DeliveryState.READ);
        assertThat(stored("a")).doesNotContainKeys("sealed", "nextAttemptAt");
    }

    @Test
    void whatFailedIsSentAnewOnceAndWhoAskedIsKept() throws Exception {
        var claim = claimed("a");
        deliveries.failed(claim, clock.instant(), DeliveryState.FAILED, "smtp-550", List.of());

        var resent =
                AtOnce.run(4, _ -> history.resend(known("a").id(), "user:usr_admin", "asked for", clock.instant()));

        assertThat(resent).filteredOn(yes -> yes).hasSize(1);
        assertThat(known("a").trail()).singleElement().satisfies(act -> {
            assertThat(act.by()).isEqualTo("user:usr_admin");
            assertThat(act.what()).isEqualTo("resent");
            assertThat(act.reason()).isEqualTo("asked for");
        });
        var anew = deliveries.claim(clock.instant(), LEASE).orElseThrow();
        assertThat(anew.attempt()).isEqualTo(2);
        assertThat(anew.tries()).as("a chain of its own").isOne();
        assertThat(anew.delivery().message().text()).isEqualTo("النص\nالثاني\n");
    }

    @Test
    void whatIsGoneOrOfNoUseIsNotSentAnew() {
        sent("a");
        assertThat(history.resend(known("a").id(), "user:x", "why", clock.instant()))
                .isFalse();
        var claim = claimed("b");
        deliveries.discarded(claim, clock.instant(), "too-late", List.of());
        assertThat(history.resend(known("b").id(), "user:x", "why", clock.instant()))
                .isFalse();
        assertThat(history.resend("dlv_none", "user:x", "why", clock.instant())).isFalse();
        assertThat(known("a").trail()).isEmpty();
    }

    @Test
    void onlyWhatWaitsIsTakenBack() {
        deliveries.add(delivery("a"), clock.instant());
        assertThat(history.cancel(known("a").id(), "user:x", "why", clock.instant()))
                .isTrue();
        assertThat(history.cancel(known("a").id(), "user:x", "why", clock.instant()))
                .isFalse();
        assertThat(known("a").state()).isEqualTo(DeliveryState.CANCELED);
        claimed("b");
        assertThat(history.cancel(known("b").id(), "user:x", "why", clock.instant()))
                .isFalse();
    }

    @Test
    void aListIsNarrowedAndReadPageByPage() {
        for (int i = 0; i < 5; i++) {
            deliveries.add(delivery("m" + i), clock.instant());
            clock.advance(Duration.ofMillis(i == 2 ? 0 : 1));
        }
        var all = selection(null, null);
        var seen = new ArrayList<String>();
        @Nullable Cursor after = null;
        for (int page = 0; page < 3; page++) {
            var items = history.page(all, after, 2);
            items.forEach(item -> seen.add(item.id()));
            after = new Cursor(items.getLast().createdAt(), items.getLast().id());
        }

        assertThat(seen).doesNotHaveDuplicates().hasSize(5);
        assertThat(history.page(selection(null, "usr_m3"), null, 10)).hasSize(1);
        assertThat(history.page(selection(DeliveryState.SENT, null), null, 10)).isEmpty();
        assertThat(history.page(all, null, 1).getFirst().hint()).isEqualTo("m***@example.com");
        assertThat(history.count(Instant.EPOCH, clock.instant()))
                .containsExactly(new DeliveryHistory.TypeCount("payment-receipt", "email", DeliveryState.QUEUED, 5));
    }

    @Test
    void whatIsKeptForLongEnoughIsForgottenAndWhatWaitsIsNot() {
        var failed = claimed("failed");
        deliveries.failed(failed, clock.instant(), DeliveryState.FAILED, "smtp-550", List.of());
        sent("sent");
        deliveries.add(delivery("waits"), clock.instant());
        clock.advance(Duration.ofDays(8));

        assertThat(history.forgetTextsFailedBefore(clock.instant().minus(Duration.ofDays(7)), 10))
                .isOne();
        assertThat(history.forgetTextsFailedBefore(clock.instant().minus(Duration.ofDays(7)), 10))
                .isZero();
        assertThat(stored("failed")).doesNotContainKey("sealed");
        assertThat(history.resend(known("failed").id(), "user:x", "why", clock.instant()))
                .isFalse();
        assertThat(history.deleteSettledBefore(clock.instant().minus(Duration.ofDays(7)), 10))
                .isEqualTo(2);
        assertThat(known("waits").state()).isEqualTo(DeliveryState.QUEUED);
    }

    @Test
    void aPersonIsForgottenWithWhatWaits() {
        deliveries.add(delivery("a"), clock.instant());
        deliveries.add(delivery("b"), clock.instant());

        history.forget("usr_a", Actor.user("usr_admin", null));

        assertThat(deliveries
                        .claim(clock.instant(), LEASE)
                        .orElseThrow()
                        .delivery()
                        .userId())
                .isEqualTo("usr_b");
        assertThat(deliveries.claim(clock.instant(), LEASE)).isEmpty();
    }

    private Selection selection(@Nullable DeliveryState state, @Nullable String userId) {
        return new Selection(
                state, null, null, userId, Instant.EPOCH, clock.instant().plusSeconds(1));
    }

    private Claim claimed(String intent) {
        deliveries.add(delivery(intent), clock.instant());
        return deliveries.claim(clock.instant(), LEASE).orElseThrow();
    }

    private Claim sent(String intent) {
        var claim = claimed(intent);
        deliveries.sent(claim, clock.instant(), List.of(send(claim)));
        return claim;
    }

    private Send send(Claim claim) {
        return new Send(claim.attempt(), PROVIDER, DeliveryState.SENT, "ref", null, clock.instant());
    }

    private void tell(Claim claim, DeliveryState state) {
        var status = new DeliveryStatus(
                PROVIDER, claim.delivery().id(), claim.attempt(), "ref", state, null, false, clock.instant());
        assertThat(history.note(status, clock.instant())).isPresent();
    }

    private DeliveryRecord known(String intent) {
        return history.find(Delivery.idOf(intent, "email")).orElseThrow();
    }

    private Document stored(String intent) {
        return mongo.findById(Delivery.idOf(intent, "email"), Document.class, "deliveries");
    }
}
