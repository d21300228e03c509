package io.aman.payment.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.events.PaymentEvent.DisputeStatus;
import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.provider.DisputeAnswer;
import io.aman.payment.provider.HoldingProviderContract;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Absent;
import io.aman.payment.provider.ProviderAnswer.Approved;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Expired;
import io.aman.payment.provider.ProviderAnswer.PartlyCaptured;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand.Cancel;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import io.aman.payment.provider.RefundAnswer.Stands;
import io.aman.payment.provider.RefundAnswer.State;
import io.aman.payment.provider.RefundCommand;
import io.aman.payment.provider.RefundList;
import io.aman.payment.provider.RefundSources.Several;
import io.aman.payment.provider.RefundSources.Source;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayPalProviderTest extends HoldingProviderContract {

    private static final Duration TIMEOUT = Duration.ofMillis(1500);
    private static final Money AMOUNT = new Money(12_500, "USD");
    private static final MutableClock CLOCK = MutableClock.at("2026-11-25T08:00:00Z");

    private static Sandbox sandbox;
    private static MongoPayPalOrders orders;
    private static PayPalProvider paypal;

    @BeforeAll
    static void start() {
        orders = new MongoPayPalOrders(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("paypal")));
        sandbox = Sandbox.start(SandboxOptions.forTests().with(CLOCK));
        paypal = at(sandbox.paypalUrl());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void calm() {
        sandbox.faults().clear();
    }

    private static PayPalProvider at(URI url) {
        var client = new PayPalClient(PayPalFixture.properties(url, sandbox, TIMEOUT), CLOCK);
        return PayPalConfiguration.provider(client, orders, CLOCK);
    }

    @Override
    protected PaymentProvider provider() {
        return paypal;
    }

    @Override
    protected PaymentProvider unreachable() {
        return at(URI.create("http://127.0.0.1:1"));
    }

    @Override
    protected void loseNextAnswer() {
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT, "/v2/", 500);
    }

    @Override
    protected void loseNextCall() {
        plan(Fault.Kind.RESET, "/v2/", 500);
    }

    private static void plan(Fault.Kind kind, String path, int status) {
        sandbox.faults()
                .add(
                        new Fault(
                                "paypal",
                                kind,
                                Optional.of("POST"),
                                Pattern.compile(path),
                                Duration.ofSeconds(4),
                                status),
                        1);
    }

    @Override
    protected Money amount() {
        return AMOUNT;
    }

    @Override
    protected Money unwritable() {
        return new Money(12_500, "KWD");
    }

    @Override
    protected ProviderAnswer hold(String ref) {
        return afterThePayer(ref, "approve", "{}");
    }

    @Override
    protected ProviderAnswer decline(String ref) {
        return afterThePayer(ref, "decline", "{}");
    }

    @Override
    protected ProviderAnswer challenge(String ref) {
        return confirm(ref, key());
    }

    @Override
    protected int captures(String ref) {
        return sandbox.paypal().ledger(ref).path("captures").asInt();
    }

    @Override
    protected long givenBack(String ref) {
        return sandbox.paypal().ledger(ref).path("refunded").asLong();
    }

    private static ProviderAnswer confirm(String ref, String key) {
        return paypal.confirm(new Confirm(key, ref, null, BACK));
    }

    private static ProviderAnswer afterThePayer(String ref, String does, String body) {
        var key = key();
        assertThat(confirm(ref, key)).isInstanceOf(RequiresAction.class);
        command("orders/" + ref + "/" + does, body);
        return confirm(ref, key);
    }

    private static void command(String path, String body) {
        PayPalFixture.command(sandbox, path, body);
    }

    private static long authorized(String ref) {
        return sandbox.paypal().ledger(ref).path("authorizations").asLong();
    }

    private ProviderAnswer capture(String ref, long minor, boolean last) {
        return paypal.capture(new Capture(key(), ref, part(minor), last));
    }

    private static PayPalOrder order(String ref) {
        var look = new PayPalOrders(
                        new PayPalClient(PayPalFixture.properties(sandbox.paypalUrl(), sandbox, TIMEOUT), CLOCK),
                        orders)
                .read(ref);
        return ((PayPalOrders.Seen) look).order();
    }

    private static String capture(String ref, int index) {
        return order(ref).captures().get(index).id();
    }

    /** One whose captures are pending or declined at first. */
    private String held(String captures) {
        var ref = created();
        assertThat(afterThePayer(ref, "approve", "{\"capture\":\"" + captures + "\"}"))
                .isInstanceOf(Authorized.class);
        return ref;
    }

    @Test
    void thePayerIsSentToPayPalAndComesBackToTheReturnUrl() {
        var ref = created();
        var asked = confirm(ref, key());
        assertThat(asked).isInstanceOfSatisfying(RequiresAction.class, requires -> {
            assertThat(requires.action().type()).isEqualTo("redirect_to_url");
            assertThat(requires.action().url()).contains("/checkoutnow?token=" + ref);
        });
        assertThat(paypal.read(ref)).isEqualTo(new Created(ref));
    }

    @Test
    void anApprovedOrderHoldsNothingUntilWeAsk() {
        var ref = created();
        var key = key();
        confirm(ref, key);
        command("orders/" + ref + "/approve", "{}");
        assertThat(paypal.read(ref)).isEqualTo(new Approved(ref));
        assertThat(confirm(ref, key)).isEqualTo(new Authorized(ref, AMOUNT));
        assertThat(confirm(ref, key())).isEqualTo(new Authorized(ref, AMOUNT));
        assertThat(authorized(ref)).isEqualTo(1);
    }

    @Test
    void howeverOftenItIsAskedForAtOnceItIsHeldOnce() throws Exception {
        var ref = created();
        var key = key();
        confirm(ref, key);
        command("orders/" + ref + "/approve", "{}");
        var answers = AtOnce.run(8, n -> confirm(ref, n % 2 == 0 ? key : key()));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer).isInstanceOfAny(Authorized.class, Unknown.class))
                .contains(new Authorized(ref, AMOUNT));
        assertThat(authorized(ref)).isEqualTo(1);
    }

    @Test
    void aLostHoldIsFoundAgain() {
        var ref = created();
        var key = key();
        confirm(ref, key);
        command("orders/" + ref + "/approve", "{}");
        loseNextAnswer();
        assertThat(confirm(ref, key)).isInstanceOf(Unknown.class);
        assertThat(paypal.read(ref)).isEqualTo(new Authorized(ref, AMOUNT));
        assertThat(confirm(ref, key)).isEqualTo(new Authorized(ref, AMOUNT));
        assertThat(authorized(ref)).isEqualTo(1);
    }

    @Test
    void aHoldIsTakenInPartsAndTheLastEndsIt() {
        var ref = authorized();
        assertThat(capture(ref, 4_000, false)).isEqualTo(new PartlyCaptured(ref, part(4_000)));
        assertThat(paypal.read(ref)).isEqualTo(new PartlyCaptured(ref, part(4_000)));
        assertThat(capture(ref, 5_000, false)).isEqualTo(new PartlyCaptured(ref, part(9_000)));
        assertThat(capture(ref, 4_000, true)).isEqualTo(new Refused("max_capture_amount_exceeded"));
        assertThat(capture(ref, 1_000, true)).isEqualTo(new Captured(ref, part(10_000)));
        assertThat(paypal.read(ref)).isEqualTo(new Captured(ref, part(10_000)));
    }

    @Test
    void oneKeyTakesAPartOnce() throws Exception {
        var ref = authorized();
        var part = new Capture(key(), ref, part(4_000), false);
        loseNextAnswer();
        assertThat(paypal.capture(part)).isInstanceOf(Unknown.class);
        var answers = AtOnce.run(5, _ -> paypal.capture(part));
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer).isIn(new PartlyCaptured(ref, part(4_000)), new Unknown("status 409")));
        assertThat(paypal.capture(part)).isEqualTo(new PartlyCaptured(ref, part(4_000)));
        assertThat(captures(ref)).isEqualTo(1);
    }

    @Test
    void letGoAfterAPartThatPartStaysTaken() {
        var ref = authorized();
        capture(ref, 4_000, false);
        var cancel = new Cancel(key(), ref, true);
        assertThat(paypal.cancel(cancel)).isEqualTo(new Captured(ref, part(4_000)));
        assertThat(paypal.cancel(cancel)).isEqualTo(new Captured(ref, part(4_000)));
        assertThat(paypal.read(ref)).isEqualTo(new Captured(ref, part(4_000)));
    }

    @Test
    void aLostVoidIsFoundAgain() {
        var ref = authorized();
        var cancel = new Cancel(key(), ref, false);
        loseNextAnswer();
        assertThat(paypal.cancel(cancel)).isInstanceOf(Unknown.class);
        assertThat(paypal.cancel(cancel)).isEqualTo(new Canceled(ref));
    }

    @Test
    void anApprovedOrderThatHoldsNothingIsCanceledWithoutPayPal() {
        var ref = created();
        command("orders/" + ref + "/approve", "{}");
        assertThat(paypal.cancel(new Cancel(key(), ref, false))).isEqualTo(new Canceled(ref));
        assertThat(authorized(ref)).isZero();
    }

    @Test
    void aPendingCaptureIsNoMoneyYet() {
        var ref = held("PENDING");
        assertThat(capture(ref, 12_500, true)).isEqualTo(new Processing(ref));
        assertThat(paypal.read(ref)).isEqualTo(new Processing(ref));
        command("captures/" + capture(ref, 0) + "/complete", "{}");
        assertThat(paypal.read(ref)).isEqualTo(new Captured(ref, AMOUNT));
    }

    @Test
    void aPendingCaptureThatIsDeniedIsADecline() {
        var ref = held("PENDING");
        capture(ref, 12_500, true);
        var capture = capture(ref, 0);
        command("captures/" + capture + "/deny", "{}");
        assertThat(paypal.read(ref)).isEqualTo(new Declined(ref, "capture_declined", capture));
    }

    @Test
    void aPartThatIsTakenAndOneThatIsPendingAreNotTheEnd() {
        var ref = held("PENDING");
        capture(ref, 4_000, false);
        command("captures/" + capture(ref, 0) + "/complete", "{}");
        assertThat(capture(ref, 8_500, true)).isEqualTo(new PartlyCaptured(ref, part(4_000)));
        command("captures/" + capture(ref, 1) + "/deny", "{}");
        assertThat(paypal.read(ref)).isEqualTo(new Captured(ref, part(4_000)));
    }

    @Test
    void aDeclinedCaptureTakesNothingAndTheHoldStays() {
        var ref = held("DECLINED");
        var command = new Capture(key(), ref, AMOUNT, true);
        var answer = paypal.capture(command);
        assertThat(answer).isInstanceOf(Declined.class).isEqualTo(paypal.capture(command));
        assertThat(paypal.read(ref)).isEqualTo(new Authorized(ref, AMOUNT));
    }

    @Test
    void aHoldThatHasLapsedIsTold() {
        var ref = authorized();
        command("authorizations/" + order(ref).authorizations().getFirst().id() + "/expire", "{}");
        assertThat(capture(ref, 12_500, true)).isEqualTo(new Expired(ref));
        var part = authorized();
        capture(part, 4_000, false);
        command("authorizations/" + order(part).authorizations().getFirst().id() + "/expire", "{}");
        assertThat(capture(part, 100, true)).isEqualTo(new Captured(part, part(4_000)));
    }

    @Test
    void afterItsTimeAHoldIsOver() {
        var ref = authorized();
        var part = authorized();
        capture(part, 4_000, false);
        CLOCK.advance(Duration.ofDays(30));
        assertThat(paypal.read(ref)).isEqualTo(new Expired(ref));
        assertThat(paypal.read(part)).isEqualTo(new Captured(part, part(4_000)));
        assertThat(capture(ref, 12_500, true)).isEqualTo(new Expired(ref));
    }

    @Test
    void anOrderThatPayPalHasForgottenIsAbsent() {
        var ref = created();
        command("orders/" + ref + "/expire", "{}");
        assertThat(paypal.read(ref)).isEqualTo(new Absent("not found"));
        assertThat(confirm(ref, key())).isEqualTo(new Refused("invalid_resource_id"));
        assertThat(paypal.cancel(new Cancel(key(), ref, false))).isEqualTo(new Canceled(ref));
    }

    @ParameterizedTest
    @CsvSource({"429, NotSent", "500, Unknown", "503, Unknown"})
    void whatPayPalSaysInsteadOfAnAnswerHasItsMeaning(int status, String meaning) {
        var ref = authorized();
        plan(Fault.Kind.STATUS, "/capture", status);
        assertThat(capture(ref, 12_500, true).getClass().getSimpleName()).isEqualTo(meaning);
        assertThat(captures(ref)).isZero();
    }

    @Test
    void anAccessTokenThatEndsEarlyIsReplaced() {
        var ref = authorized();
        command("access-tokens/expire", "{}");
        assertThat(capture(ref, 12_500, true)).isEqualTo(new Captured(ref, AMOUNT));
    }

    @Test
    void aRefundIsOfOneCaptureThatCanBearIt() {
        var ref = authorized();
        capture(ref, 4_000, false);
        capture(ref, 8_500, true);
        var whole = new RefundCommand(key(), ref, AMOUNT);
        assertThat(paypal.refund(whole)).isEqualTo(new Refused("spans_captures"));
        assertThat(paypal.refund(new RefundCommand(key(), ref, part(3_000)))).isInstanceOf(Stands.class);
        assertThat(order(ref).rest(order(ref).captures().getFirst())).isEqualTo(part(1_000));
        assertThat(paypal.refund(new RefundCommand(key(), ref, part(8_500)))).isInstanceOf(Stands.class);
        assertThat(paypal.refund(new RefundCommand(key(), ref, part(1_001))))
                .isEqualTo(new Refused("refund_amount_exceeded"));
        assertThat(givenBack(ref)).isEqualTo(11_500);
    }

    @Test
    void whatCanBeGivenBackIsReadCaptureByCapture() {
        var ref = authorized();
        assertThat(paypal.refundSources(ref)).isEqualTo(new Several(List.of()));
        capture(ref, 4_000, false);
        capture(ref, 8_500, true);
        var small = capture(ref, 0);
        var large = capture(ref, 1);
        var key = key();
        assertThat(paypal.refund(new RefundCommand(key, ref, part(1_000), large)))
                .isInstanceOf(Stands.class);
        assertThat(paypal.refundSources(ref))
                .isEqualTo(new Several(List.of(
                        new Source(small, part(4_000), Set.of(key)), new Source(large, part(7_500), Set.of(key)))));
    }

    @Test
    void aRefundThatIsAskedForAgainStaysWithItsCapture() {
        var ref = authorized();
        capture(ref, 4_000, false);
        capture(ref, 8_500, true);
        var first = new RefundCommand(key(), ref, part(3_000), capture(ref, 1));
        var answer = paypal.refund(first);
        assertThat(paypal.refund(new RefundCommand(key(), ref, part(4_000), capture(ref, 0))))
                .isInstanceOf(Stands.class);
        assertThat(paypal.refund(first)).isEqualTo(answer);
        assertThat(order(ref).rest(order(ref).captures().getLast())).isEqualTo(part(5_500));
        assertThat(paypal.refund(new RefundCommand(key(), ref, part(5_501), capture(ref, 1))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aRefundIsKnownByItsKeyAlsoWherePayPalHasForgottenIt() {
        var ref = authorized();
        capture(ref, 12_500, true);
        var refund = new RefundCommand(key(), ref, part(2_000));
        var answer = paypal.refund(refund);
        CLOCK.advance(Duration.ofDays(50));
        assertThat(paypal.refund(refund)).isEqualTo(answer);
        assertThat(givenBack(ref)).isEqualTo(2_000);
    }

    @Test
    void allRefundsAreListedAlsoThoseThatPayPalMade() {
        var ref = authorized();
        capture(ref, 12_500, true);
        var key = key();
        var ours = (Stands) paypal.refund(new RefundCommand(key, ref, part(2_000)));
        command("captures/" + capture(ref, 0) + "/reverse", "{}");
        assertThat(paypal.readRefunds(ref)).isInstanceOfSatisfying(RefundList.Listed.class, list -> {
            assertThat(list.refunds()).hasSize(2).contains(new RefundList.Row(key, ours));
            assertThat(list.refunds())
                    .extracting(RefundList.Row::stands)
                    .extracting(Stands::amount)
                    .containsExactlyInAnyOrder(part(2_000), part(10_500));
        });
    }

    @ParameterizedTest
    @CsvSource({"complete, SUCCEEDED", "fail, FAILED"})
    void aPendingRefundEndsEitherWay(String end, State state) {
        var ref = authorized();
        capture(ref, 12_500, true);
        command("captures/" + capture(ref, 0) + "/hold-refunds", "{}");
        var refund = (Stands) paypal.refund(new RefundCommand(key(), ref, part(2_000)));
        assertThat(refund.state()).isEqualTo(State.PENDING);
        command("refunds/" + refund.ref() + "/" + end, "{}");
        assertThat(((Stands) paypal.readRefund(refund.ref())).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        "RESOLVED_BUYER_FAVOUR, LOST",
        "ACCEPTED, LOST",
        "RESOLVED_SELLER_FAVOUR, WON",
        "RESOLVED_WITH_PAYOUT, WON",
        "CANCELED_BY_BUYER, WON",
        "DENIED, WON",
        "NONE, OPEN"
    })
    void aDisputeIsOpenUntilPayPalDecides(String outcome, DisputeStatus status) {
        var ref = authorized();
        capture(ref, 4_000, false);
        assertThat(paypal.readDispute(ref)).isEqualTo(new DisputeAnswer.None());
        var dispute = PayPalFixture.command(sandbox, "captures/" + capture(ref, 0) + "/dispute", "{}")
                .path("dispute_id")
                .asString();
        assertThat(paypal.readDispute(ref)).isEqualTo(new DisputeAnswer.Stands(DisputeStatus.OPEN));
        command("disputes/" + dispute + "/review", "{}");
        assertThat(paypal.readDispute(ref)).isEqualTo(new DisputeAnswer.Stands(DisputeStatus.OPEN));
        command("disputes/" + dispute + "/resolve", "{\"outcome\":\"" + outcome + "\"}");
        assertThat(paypal.readDispute(ref)).isEqualTo(new DisputeAnswer.Stands(status));
    }

    @ParameterizedTest
    @CsvSource({"500, JPY", "50000, HUF", "1, EUR"})
    void anAmountArrivesExactly(long minor, String currency) {
        var amount = new Money(minor, currency);
        var ref = ((Created) paypal.create(new Create(key(), "pay_" + key(), amount, "Coffee", BACK))).ref();
        assertThat(hold(ref)).isEqualTo(new Authorized(ref, amount));
        assertThat(paypal.capture(new Capture(key(), ref, amount, true))).isEqualTo(new Captured(ref, amount));
    }

    @Test
    void aLongDescriptionIsShortened() {
        var text = "x".repeat(126) + "😀" + "y".repeat(300);
        assertThat(paypal.create(new Create(key(), "pay_" + key(), AMOUNT, text, BACK)))
                .isInstanceOf(Created.class);
    }

    @Test
    void itTakesNoMethodOfPaymentAndNeedsAWayBack() {
        assertThat(paypal.takes(null)).isTrue();
        assertThat(paypal.takes(new PaymentMethodToken("pm_card_visa"))).isFalse();
        assertThat(paypal.needsReturnUrl()).isTrue();
        assertThat(paypal.capturesInParts()).isTrue();
    }

    @Test
    void whatBelongsToAnOrderIsKept() {
        var ref = authorized();
        capture(ref, 12_500, true);
        var order = order(ref);
        assertThat(order.pieces())
                .hasSize(2)
                .allSatisfy(piece -> assertThat(orders.ofPieces(List.of(piece))).contains(ref));
    }
}
