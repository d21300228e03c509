package io.aman.payment.provider.knet;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.local.sandbox.knet.Merchant;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.provider.AmountCheck;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Expired;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderAnswer.Voided;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import io.aman.payment.provider.knet.KnetRefunds.Outcome;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.data.mongodb.core.MongoOperations;

class KnetProviderTest {

    private static final Money AMOUNT = new Money(20_550, "KWD");
    private static final URI BACK = URI.create("https://shop.example/return");
    private static final URI RESPONSE = URI.create("https://shop.example/api/payments/webhook/knet");

    private static Sandbox sandbox;
    private static MongoOperations mongo;

    private final MutableClock clock = MutableClock.at("2026-11-25T08:00:00Z");
    private final MongoKnetAttempts attempts = new MongoKnetAttempts(mongo);
    private final KnetProvider knet = at(sandbox.knetUrl());
    private final KnetRefunds refunds = refundsAt(sandbox.knetUrl());
    private final String paymentId = "pay_" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("knet"));
        sandbox = Sandbox.start(SandboxOptions.forTests()
                .with((_, _, _) -> new Merchant.Answer(200, "REDIRECT=https://shop.example/return?payment=1")));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void calm() {
        sandbox.faults().clear();
    }

    private KnetProvider at(URI url) {
        var properties = KnetFixture.properties(url, sandbox, RESPONSE);
        return KnetConfiguration.provider(properties, new KnetCipher(properties.resourceKey()), attempts, clock);
    }

    private KnetRefunds refundsAt(URI url) {
        return new KnetRefunds(new KnetClient(KnetFixture.properties(url, sandbox, RESPONSE)), attempts, clock);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private String created() {
        return ((Created) knet.create(new Create(key(), paymentId, AMOUNT, null, null))).ref();
    }

    private ProviderAnswer confirm(String ref, String key) {
        return knet.confirm(new Confirm(key, ref, new PaymentMethodToken("knet"), BACK));
    }

    /** Opens the page and does there what the payer or the tester does; returns our id of the payment at KNET. */
    private String after(String action) {
        var ref = created();
        attempt(ref, action);
        return ref;
    }

    private String attempt(String ref, String action) {
        var key = key();
        KnetFixture.open(confirm(ref, key));
        KnetFixture.command(sandbox, KnetProvider.trackId(key), action, "{}");
        clock.advance(Duration.ofSeconds(1));
        return KnetProvider.trackId(key);
    }

    private String trackId(String ref) {
        return attempts.ofRef(ref).getFirst().trackId();
    }

    private static void plan(Fault.Kind kind) {
        sandbox.faults()
                .add(
                        new Fault(
                                "knet",
                                kind,
                                Optional.of("POST"),
                                Pattern.compile("tranPipe"),
                                Duration.ofSeconds(3),
                                503),
                        1);
    }

    @Test
    void onlyDinarsInTenCharacters() {
        assertThat(knet.check(AMOUNT)).isEqualTo(new AmountCheck.Exact());
        assertThat(knet.check(new Money(1, "KWD"))).isEqualTo(new AmountCheck.Exact());
        assertThat(KnetAmounts.format(new Money(1, "KWD"))).isEqualTo("0.001");
        assertThat(knet.check(new Money(999_999_999, "KWD"))).isEqualTo(new AmountCheck.Exact());
        assertThat(KnetAmounts.format(new Money(999_999_999, "KWD"))).hasSize(10);
        assertThat(knet.check(new Money(1_000_000_000, "KWD"))).isEqualTo(new AmountCheck.TooLarge(999_999_999));
        assertThat(knet.check(new Money(2_055, "USD"))).isEqualTo(new AmountCheck.UnsupportedCurrency());
        assertThat(knet.check(new Money(2_055, "BHD"))).isEqualTo(new AmountCheck.UnsupportedCurrency());
    }

    @Test
    void nothingIsAskedBeforeThePayerIsSentAway() {
        var offline = at(URI.create("http://127.0.0.1:1"));
        var create = new Create(key(), paymentId, AMOUNT, null, null);
        assertThat(offline.create(create)).isEqualTo(offline.create(create));
        var ref = ((Created) offline.create(create)).ref();
        assertThat(offline.read(ref)).isEqualTo(new Created(ref));
        assertThat(offline.confirm(new Confirm(key(), ref, new PaymentMethodToken("knet"), BACK)))
                .isInstanceOf(RequiresAction.class);
    }

    @Test
    void oneKeyIsOneTrackIdAndOnePage() {
        var ref = created();
        var key = key();
        var first = confirm(ref, key);
        assertThat(confirm(ref, key)).isEqualTo(first);
        assertThat(attempts.ofRef(ref)).hasSize(1);
        assertThat(((RequiresAction) first).action().url())
                .startsWith(sandbox.knetUrl() + "/kpg/PaymentHTTP.htm?param=paymentInit&trandata=")
                .doesNotContain(sandbox.knet().terminal().password());
        assertThat(knet.read(ref)).isEqualTo(first);
    }

    @Test
    void theSameKeyAgainTellsHowItStandsByNow() {
        var ref = created();
        var key = key();
        KnetFixture.open(confirm(ref, key));
        KnetFixture.command(sandbox, KnetProvider.trackId(key), "pay", "{}");
        assertThat(confirm(ref, key)).isEqualTo(new Captured(ref, AMOUNT));
    }

    @Test
    void whatThePayerPaidIsCapturedAtOnce() {
        var ref = after("pay");
        assertThat(knet.read(ref)).isEqualTo(new Captured(ref, AMOUNT));
        assertThat(attempts.find(trackId(ref)).orElseThrow().inquiries())
                .singleElement()
                .satisfies(answer -> assertThat(answer.fields()).containsEntry("result", "SUCCESS"));
    }

    @ParameterizedTest
    @CsvSource({"decline, not_captured", "cancel, canceled"})
    void aDeclineIsToldFromTheNextOne(String action, String code) {
        var ref = created();
        var first = attempt(ref, action);
        assertThat(knet.read(ref)).isEqualTo(new Declined(ref, code, first));
        var second = attempt(ref, action);
        assertThat(knet.read(ref)).isEqualTo(new Declined(ref, code, second));
        attempt(ref, "pay");
        assertThat(knet.read(ref)).isEqualTo(new Captured(ref, AMOUNT));
    }

    @Test
    void aHostTimeoutStaysOpenUntilTheBankHasSaid() {
        var ref = after("host-timeout");
        assertThat(knet.read(ref)).isEqualTo(new Processing(ref));
        assertThat(confirm(ref, key())).isEqualTo(new Processing(ref));
        KnetFixture.command(sandbox, trackId(ref), "settle", "{\"result\":\"captured\"}");
        assertThat(knet.read(ref)).isEqualTo(new Captured(ref, AMOUNT));
    }

    @Test
    void aSuspectedPaymentIsDeclined() {
        var ref = after("host-timeout");
        KnetFixture.command(sandbox, trackId(ref), "settle", "{\"result\":\"suspected\"}");
        assertThat(knet.read(ref)).isEqualTo(new Declined(ref, "suspected", trackId(ref)));
    }

    @Test
    void notFoundNeverMeansFailedBeforeTheExpiry() {
        var ref = created();
        var answer = confirm(ref, key());
        clock.advance(Duration.ofHours(23));
        assertThat(knet.read(ref)).isEqualTo(answer);
        clock.advance(Duration.ofHours(2));
        assertThat(knet.read(ref)).isEqualTo(new Expired(ref));
    }

    @Test
    void aCaptureThatKnetTookBackIsVoidedWithinADayAndAfterThatNotBelieved() {
        var ref = after("pay");
        knet.read(ref);
        clock.advance(Duration.ofHours(23));
        KnetFixture.command(sandbox, trackId(ref), "void", "{}");
        assertThat(knet.read(ref)).isEqualTo(new Voided(ref));
        clock.advance(Duration.ofDays(3));
        assertThat(knet.read(ref)).as("it stays so").isEqualTo(new Voided(ref));

        var late = "pay_" + UUID.randomUUID();
        var other = ((Created) knet.create(new Create(key(), late, AMOUNT, null, null))).ref();
        attempt(other, "pay");
        knet.read(other);
        clock.advance(Duration.ofDays(2));
        KnetFixture.command(sandbox, trackId(other), "void", "{}");
        assertThat(knet.read(other)).isInstanceOf(Unknown.class);
    }

    @Test
    void anOlderPageThatWasPaidCountsAndNoNewOneIsOpened() {
        var ref = created();
        var older = key();
        KnetFixture.open(confirm(ref, older));
        clock.advance(Duration.ofMinutes(1));
        assertThat(confirm(ref, key())).isInstanceOf(RequiresAction.class);
        clock.advance(Duration.ofMinutes(1));
        KnetFixture.command(sandbox, KnetProvider.trackId(older), "pay", "{}");
        assertThat(confirm(ref, key())).isEqualTo(new Captured(ref, AMOUNT));
        assertThat(attempts.ofRef(ref)).hasSize(2);
        assertThat(knet.read(ref)).isEqualTo(new Captured(ref, AMOUNT));
    }

    @Test
    void aSilentKnetIsUnknownAndNoSecondPageIsOpened() {
        var ref = after("pay");
        plan(Fault.Kind.TIMEOUT);
        assertThat(knet.read(ref)).isInstanceOf(Unknown.class);
        plan(Fault.Kind.STATUS);
        assertThat(knet.read(ref)).isInstanceOf(Unknown.class);
        plan(Fault.Kind.RESET);
        assertThat(confirm(ref, key())).isInstanceOf(NotSent.class);
        assertThat(knet.read(ref)).isEqualTo(new Captured(ref, AMOUNT));
    }

    @Test
    void anUnknownPaymentIsNoFact() {
        assertThat(knet.read("knet_nobody")).isNotInstanceOf(Fact.class);
        assertThat(confirm("knet_nobody", key())).isInstanceOf(Refused.class);
    }

    @Test
    void partsAreGivenBackOnceForEachKey() {
        var ref = after("pay");
        knet.read(ref);
        var key = key();
        assertThat(refunds.refund(key, ref, new Money(5_500, "KWD"))).isInstanceOf(Outcome.Succeeded.class);
        assertThat(refunds.refund(key, ref, new Money(5_500, "KWD"))).isInstanceOf(Outcome.Succeeded.class);
        assertThat(ledger(ref)).isEqualTo(5_500);
        assertThat(refunds.refund(key(), ref, new Money(20_000, "KWD"))).isEqualTo(new Outcome.Failed("GW00181"));
        assertThat(refunds.refund(key(), ref, new Money(15_050, "KWD"))).isInstanceOf(Outcome.Succeeded.class);
        assertThat(ledger(ref)).isEqualTo(20_550);
    }

    @Test
    void aRefundWhoseAnswerGotLostIsUnknownForGoodAndNeverSentAgain() {
        var ref = after("pay");
        knet.read(ref);
        var key = key();
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT);
        assertThat(refunds.refund(key, ref, new Money(5_500, "KWD"))).isInstanceOf(Outcome.NotKnown.class);
        assertThat(refunds.refund(key, ref, new Money(5_500, "KWD"))).isInstanceOf(Outcome.NotKnown.class);
        assertThat(refunds.find(key, ref)).get().isInstanceOf(Outcome.NotKnown.class);
        assertThat(ledger(ref)).isEqualTo(5_500);
    }

    @Test
    void aRefundThatNeverLeftMayBeSentUnderItsKey() {
        var ref = after("pay");
        knet.read(ref);
        var key = key();
        assertThat(refundsAt(URI.create("http://127.0.0.1:1")).refund(key, ref, new Money(5_500, "KWD")))
                .isInstanceOf(Outcome.NeverBegan.class);
        assertThat(refunds.refund(key, ref, new Money(5_500, "KWD"))).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void aHundredCallersOfOneRefundSendIt() throws Exception {
        var ref = after("pay");
        knet.read(ref);
        var key = key();
        AtOnce.run(100, _ -> refunds.refund(key, ref, new Money(100, "KWD")));
        assertThat(ledger(ref)).isEqualTo(100);
    }

    @Test
    void whatWasNotCapturedIsNotGivenBack() {
        var ref = after("decline");
        knet.read(ref);
        assertThat(refunds.refund(key(), ref, AMOUNT)).isEqualTo(new Outcome.Failed("nothing_captured"));
    }

    private long ledger(String ref) {
        return sandbox.knet()
                .payment(trackId(ref))
                .orElseThrow()
                .path("refunded")
                .asLong();
    }
}
