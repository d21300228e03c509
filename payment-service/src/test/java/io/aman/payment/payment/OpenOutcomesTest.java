package io.aman.payment.payment;

import static io.aman.payment.payment.PaymentFixture.AMOUNT;
import static io.aman.payment.payment.PaymentFixture.CARD;
import static io.aman.payment.payment.PaymentFixture.SCHEDULE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.payment.audit.AuditEntry;
import io.aman.payment.audit.AuditFixture;
import io.aman.payment.payment.FakeProvider.Crash;
import io.aman.payment.provider.Notice;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.Providers;
import io.aman.payment.provider.ReturnUrls;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;

/** Crashes, lost calls and overtaking notices: whatever happens, one effect and one event. */
class OpenOutcomesTest {

    private final MongoOperations mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("outcomes"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final FakeProvider provider = new FakeProvider();
    private final Providers providers = new Providers(List.of(provider));
    private final MongoPayments payments =
            new MongoPayments(mongo, new Outbox("payment-service", Traces.none()), _ -> {}, AuditFixture.CHAIN);
    private final AskProvider ask = new AskProvider(payments, providers);
    private final FindOutcome outcomes = new FindOutcome(
            payments,
            providers,
            new FindRefundOutcome(payments, providers, SCHEDULE, clock),
            (_, _) -> {},
            SCHEDULE,
            clock);
    private final CreatePayment create = new CreatePayment(
            payments,
            ask,
            new Routing(providers, ask, new Routing.Properties(List.of("stripe"))),
            new ReturnUrls(Map.of()),
            SCHEDULE);
    private final ConfirmPayment confirm = new ConfirmPayment(payments, ask, SCHEDULE);
    private final CapturePayment capture = new CapturePayment(payments, ask, SCHEDULE);
    private final CancelPayment cancel = new CancelPayment(payments, ask, SCHEDULE);
    private final RefundPayment refund = new RefundPayment(payments, providers, ask, SCHEDULE);

    @BeforeEach
    void indexes() {
        payments.declareIndexes();
    }

    private Cause cause() {
        return new Cause("user:usr_1", clock.instant(), null, null, null);
    }

    private Payment create(String operation) {
        return create.create(
                new CreatePayment.Wanted("usr_1", AMOUNT, "stripe", null, null, null),
                KeyedOperation.of(operation),
                cause());
    }

    private Payment confirm(PaymentId id, String operation) {
        return confirm.confirm(payments.require(id), CARD, KeyedOperation.of(operation), cause());
    }

    private Payment capture(PaymentId id, String operation) {
        return capture.capture(payments.require(id), null, true, KeyedOperation.of(operation), cause());
    }

    private PaymentId authorized() {
        return confirm(create("op").id(), "op2").id();
    }

    private Payment now(PaymentId id) {
        return payments.find(id).orElseThrow();
    }

    private List<String> told(PaymentId id) {
        var document = Objects.requireNonNull(mongo.findById(id.value(), Document.class, MongoPayments.COLLECTION));
        return document.getList("outbox", Document.class).stream()
                .map(entry -> entry.get("headers", Document.class).getString("ce_type"))
                .toList();
    }

    private List<String> trail(PaymentId id) {
        return new MongoTrails(mongo)
                .find(id.value()).orElseThrow().entries().stream()
                        .map(AuditEntry::action)
                        .toList();
    }

    /** What reconciliation does when its time has come. */
    private void reconcile() {
        clock.advance(Duration.ofSeconds(61));
        outcomes.claimDue(Duration.ofMinutes(1))
                .ifPresent(id -> outcomes.ofWhatIsDue(id, Cause.system("reconciliation", clock.instant(), null)));
    }

    private boolean notice(PaymentId id, String eventId) {
        var ref = outcomes.find("stripe", "pi_1", id.value());
        return outcomes.afterNotice(
                ref.orElseThrow(),
                "pi_1",
                Notice.Subject.PAYMENT,
                Cause.notice("stripe", eventId, clock.instant(), null));
    }

    private PaymentId captured() {
        var id = authorized();
        return capture(id, "op3").id();
    }

    private Payment refund(PaymentId id, @Nullable Long amountMinor, String operation) {
        return refund.refund(id, amountMinor, null, KeyedOperation.of(operation), cause(), _ -> {});
    }

    @Test
    void aRefundWhoseAnswerIsLostIsFoundAndGivesBackOnce() {
        var id = captured();
        provider.nextAnswerIsLost();
        var open = refund(id, 2_500L, "op4").progress().refunds().getFirst();
        assertThat(open.state()).isEqualTo(RefundState.REQUESTED);
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CAPTURED);
        reconcile();
        assertThat(now(id).progress().refunds().getFirst().state()).isEqualTo(RefundState.SUCCEEDED);
        assertThat(now(id).shownState()).isEqualTo(PaymentState.PARTIALLY_REFUNDED);
        assertThat(provider.givenBack()).isEqualTo(2_500);
        assertThat(told(id).subList(3, 5)).containsExactly("payment.refund-requested.v1", "payment.refunded.v1");
    }

    @Test
    void aRefundThatNeverArrivedIsSentAgainUnderItsKey() {
        var id = captured();
        provider.nextIsLost();
        refund(id, null, "op4");
        reconcile();
        assertThat(provider.givenBack()).isEqualTo(AMOUNT.amountMinor());
        assertThat(now(id).shownState()).isEqualTo(PaymentState.REFUNDED);
        reconcile();
        assertThat(provider.givenBack()).isEqualTo(AMOUNT.amountMinor());
    }

    @Test
    void aCrashAroundARefundGivesBackOnceWhenItIsRunAgain() {
        var id = captured();
        provider.crashAfterNext();
        assertThatThrownBy(() -> refund(id, 2_500L, "op4")).isInstanceOf(FakeProvider.Crash.class);
        provider.crashBeforeNext();
        assertThatThrownBy(() -> refund(id, 2_500L, "op4")).isInstanceOf(FakeProvider.Crash.class);
        refund(id, 2_500L, "op4");
        refund(id, 2_500L, "op4");
        assertThat(provider.givenBack()).isEqualTo(2_500);
        assertThat(now(id).progress().refunds()).hasSize(1);
    }

    @Test
    void whatCouldNotBeSentIsWithdrawnAndItsMoneyIsFreeAgain() {
        var id = captured();
        provider.nextIsNotSent();
        assertThatThrownBy(() -> refund(id, null, "op4")).isInstanceOf(PaymentError.ProviderUnavailable.class);
        assertThat(now(id).progress().refunds()).isEmpty();
        assertThat(now(id).progress().refundable()).isEqualTo(AMOUNT);
    }

    @Test
    void anOpenRefundBindsItsMoney() {
        var id = captured();
        provider.nextIsLost();
        refund(id, 10_000L, "op4");
        assertThatThrownBy(() -> refund(id, 2_501L, "op5")).isInstanceOf(PaymentError.RefundExceedsCaptured.class);
        refund(id, 2_500L, "op6");
        reconcile();
        assertThat(provider.givenBack()).isEqualTo(AMOUNT.amountMinor());
    }

    @Test
    void aHundredRefundsAtOnceNeverGiveBackMoreThanWasTaken() throws Exception {
        var id = captured();
        AtOnce.run(100, n -> {
            try {
                refund(id, 5_000L, "op4-" + n);
            } catch (PaymentError.RefundExceedsCaptured | PaymentError.Contended _) {
                // what the others left is not enough, or they were faster
            }
            return n;
        });
        assertThat(provider.givenBack()).isEqualTo(10_000);
        assertThat(now(id).progress().refunded().amountMinor()).isEqualTo(10_000);
    }

    @Test
    void aCancelWhoseAnswerIsLostIsFoundOut() {
        var id = authorized();
        provider.nextAnswerIsLost();
        assertThat(cancel.cancel(payments.require(id), KeyedOperation.of("op3"), cause())
                        .shownState())
                .isEqualTo(PaymentState.PROCESSING);
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CANCELED);
    }

    @Test
    void aCancelThatNeverArrivedIsSentAgain() {
        var id = authorized();
        provider.nextIsLost();
        cancel.cancel(payments.require(id), KeyedOperation.of("op3"), cause());
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CANCELED);
        assertThatThrownBy(() -> capture(id, "op4")).isInstanceOf(PaymentError.NotCapturable.class);
    }

    @Test
    void theWholePath() {
        var id = authorized();
        assertThat(capture(id, "op3").shownState()).isEqualTo(PaymentState.CAPTURED);
        assertThat(told(id)).containsExactly("payment.created.v1", "payment.authorized.v1", "payment.captured.v1");
        assertThat(trail(id))
                .containsExactly(
                        "CREATE_ASKED",
                        "CREATE_ANSWERED",
                        "CONFIRM_ASKED",
                        "CONFIRM_ANSWERED",
                        "CAPTURE_ASKED",
                        "CAPTURE_ANSWERED");
    }

    @Test
    void aCrashBeforeOrAfterTheProvidersEffectIsMadeGoodByTheSameOperation() {
        provider.crashBeforeNext();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> create("op"));
        provider.crashAfterNext();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> create("op"));
        var id = create("op").id();
        provider.crashAfterNext();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> confirm(id, "op2"));
        confirm(id, "op2");
        provider.crashAfterNext();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> capture(id, "op3"));
        assertThat(capture(id, "op3").shownState()).isEqualTo(PaymentState.CAPTURED);

        assertThat(provider.effects()).isEqualTo(3);
        assertThat(provider.payments()).isEqualTo(1);
        assertThat(told(id)).containsExactly("payment.created.v1", "payment.authorized.v1", "payment.captured.v1");
    }

    @Test
    void aCrashAfterWhichNobodyComesBackIsMadeGoodByReconciliation() {
        provider.crashAfterNext();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> create("op"));
        var id = PaymentId.createdBy("op");
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CREATED);
        provider.crashBeforeNext();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> confirm(id, "op2"));
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.AUTHORIZED);
        provider.crashAfterNext();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> capture(id, "op3"));
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CAPTURED);

        assertThat(provider.effects()).isEqualTo(3);
        assertThat(told(id)).containsExactly("payment.created.v1", "payment.authorized.v1", "payment.captured.v1");
        assertThat(new MongoTrails(mongo)
                        .find(id.value())
                        .orElseThrow()
                        .entries()
                        .getLast()
                        .actor())
                .isEqualTo("system:reconciliation");
    }

    @Test
    void aLostAnswerIsFoundOutLater() {
        var id = authorized();
        provider.nextAnswerIsLost();
        assertThat(capture(id, "op3").shownState()).isEqualTo(PaymentState.PROCESSING);
        assertThatThrownBy(() -> capture(id, "other")).isInstanceOf(PaymentError.AttemptInProgress.class);
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CAPTURED);
        assertThat(provider.effects()).isEqualTo(3);
        assertThat(provider.sends()).isEqualTo(3); // looked at, not asked for again
    }

    @Test
    void aLostCallIsSentAgainUnderTheSameKey() {
        var id = authorized();
        provider.nextIsLost();
        assertThat(capture(id, "op3").shownState()).isEqualTo(PaymentState.PROCESSING);
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CAPTURED);
        assertThat(provider.effects()).isEqualTo(3);
    }

    @Test
    void anOldKeyIsNotSentAgain() {
        var id = authorized();
        provider.nextIsLost();
        capture(id, "op3");
        clock.advance(Duration.ofDays(1));
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.PROCESSING);
        assertThat(provider.sends()).isEqualTo(3);
    }

    @Test
    void whatWasCertainlyNotSentIsUnavailableAndTheSameOperationMayTryAgain() {
        provider.nextIsNotSent();
        assertThatThrownBy(() -> create("op")).isInstanceOf(PaymentError.ProviderUnavailable.class);
        var id = create("op").id();
        provider.nextIsNotSent();
        assertThatThrownBy(() -> confirm(id, "op2")).isInstanceOf(PaymentError.ProviderUnavailable.class);
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CREATED);
        assertThat(confirm(id, "op2").shownState()).isEqualTo(PaymentState.AUTHORIZED);
    }

    @Test
    void afterAnEarlierSendAFailureToSendIsUnknown() {
        var id = authorized();
        provider.crashAfterNext();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> capture(id, "op3"));
        provider.nextIsNotSent();
        assertThat(capture(id, "op3").shownState()).isEqualTo(PaymentState.PROCESSING);
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CAPTURED);
    }

    @Test
    void aNoticeThatOvertakesTheAnswerDoublesNothing() {
        var id = PaymentId.createdBy("op");
        provider.beforeNextAnswer(() -> assertThat(notice(id, "evt_1")).isTrue());
        assertThat(create("op").shownState()).isEqualTo(PaymentState.CREATED);
        provider.beforeNextAnswer(() -> assertThat(notice(id, "evt_2")).isTrue());
        assertThat(confirm(id, "op2").shownState()).isEqualTo(PaymentState.AUTHORIZED);
        provider.beforeNextAnswer(() -> assertThat(notice(id, "evt_3")).isTrue());
        assertThat(capture(id, "op3").shownState()).isEqualTo(PaymentState.CAPTURED);
        assertThat(told(id)).containsExactly("payment.created.v1", "payment.authorized.v1", "payment.captured.v1");
        assertThat(trail(id)).filteredOn("NOTICED"::equals).hasSize(3);
    }

    @Test
    void noticesInAnyOrderAndNumberChangeNothingTwice() {
        var id = authorized();
        capture(id, "op3");
        var before = now(id).version();
        for (var event : List.of("evt_3", "evt_1", "evt_2", "evt_1")) {
            assertThat(notice(id, event)).isTrue();
        }
        assertThat(now(id).version()).isEqualTo(before);
    }

    @Test
    void whatWasReadWhileThePaymentChangedIsReadAgain() {
        var id = authorized();
        provider.whileReading(() -> {
            provider.whileReading(() -> {});
            capture(id, "op3");
        });
        assertThat(notice(id, "evt_1")).isTrue();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CAPTURED);
        assertThat(trail(id)).doesNotContain("IGNORED_STALE");
    }

    @Test
    void aDeclinedAttemptIsFollowedByAnother() {
        var id = create("op").id();
        confirm.confirm(payments.require(id), new PaymentMethodToken("pm_bad"), KeyedOperation.of("op2"), cause());
        assertThat(now(id).shownState()).isEqualTo(PaymentState.FAILED);
        provider.nextIsLost();
        assertThat(confirm(id, "op3").shownState()).isEqualTo(PaymentState.PROCESSING);
        notice(id, "evt_late_decline_of_the_first");
        assertThat(now(id).shownState()).isEqualTo(PaymentState.PROCESSING);
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.AUTHORIZED);
        assertThat(told(id)).containsExactly("payment.created.v1", "payment.failed.v1", "payment.authorized.v1");
    }

    @Test
    void oneHundredCapturesAtOnceTakeMoneyOnce() throws Exception {
        var id = authorized();
        atOnce(100, n -> {
            try {
                return capture(id, "op-" + n).shownState();
            } catch (PaymentError.AttemptInProgress | PaymentError.NotCapturable e) {
                return e;
            }
        });
        assertThat(provider.effects()).isEqualTo(3);
        assertThat(told(id)).filteredOn("payment.captured.v1"::equals).hasSize(1);
        assertThat(trail(id)).filteredOn("CAPTURE_ASKED"::equals).hasSize(1);
    }

    @Test
    void oneHundredRunsOfOneOperationMakeOnePayment() throws Exception {
        atOnce(100, _ -> create("op").id());
        assertThat(provider.payments()).isEqualTo(1);
        assertThat(told(PaymentId.createdBy("op"))).containsExactly("payment.created.v1");
    }

    private interface Numbered {
        Object call(int n);
    }

    private static void atOnce(int times, Numbered work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : threads.invokeAll(IntStream.range(0, times)
                    .mapToObj(n -> (Callable<Object>) () -> work.call(n))
                    .toList())) {
                future.get();
            }
        }
    }
}
