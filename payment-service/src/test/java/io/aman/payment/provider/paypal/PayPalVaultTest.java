package io.aman.payment.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.provider.MethodVault.Attach;
import io.aman.payment.provider.MethodVault.Detach;
import io.aman.payment.provider.MethodVault.Setup;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import io.aman.payment.provider.VaultAnswer.ActionRequired;
import io.aman.payment.provider.VaultAnswer.Gone;
import io.aman.payment.provider.VaultAnswer.Kept;
import io.aman.payment.provider.VaultAnswer.Rejected;
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

class PayPalVaultTest {

    private static final MutableClock CLOCK = MutableClock.at("2026-11-25T10:00:00Z");
    private static final URI BACK = URI.create("https://shop.example/return?method=pmt_1");
    private static final Money AMOUNT = new Money(12_500, "USD");

    private static Sandbox sandbox;
    private static PayPalVault vault;
    private static PayPalProvider paypal;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.forTests().with(CLOCK));
        vault = new PayPalVault(client(sandbox.paypalUrl()));
        var orders = new MongoPayPalOrders(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("paypal")));
        paypal = PayPalConfiguration.provider(client(sandbox.paypalUrl()), orders, CLOCK);
    }

    private static PayPalClient client(URI url) {
        return new PayPalClient(PayPalFixture.properties(url, sandbox, Duration.ofSeconds(1)), CLOCK);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void calm() {
        sandbox.faults().clear();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static Attach attaching() {
        return new Attach(key(), "usr_1", null, null, BACK);
    }

    private static ActionRequired waiting() {
        return (ActionRequired) vault.attach(attaching());
    }

    private static Setup setup(ActionRequired waiting) {
        return new Setup(key(), "usr_1", waiting.setup());
    }

    private static void approve(ActionRequired waiting) {
        PayPalFixture.command(sandbox, "setup-tokens/" + waiting.setup() + "/approve", "{}");
    }

    private static PaymentMethodToken remembered() {
        var waiting = waiting();
        approve(waiting);
        return ((Kept) vault.resume(setup(waiting))).token();
    }

    private static String created() {
        return ((Created) paypal.create(new Create(key(), "pay_" + key(), AMOUNT, null, BACK))).ref();
    }

    private static void plan(Fault.Kind kind, String method, String path) {
        sandbox.faults()
                .add(
                        new Fault(
                                "paypal", kind, Optional.of(method), Pattern.compile(path), Duration.ofSeconds(3), 500),
                        1);
    }

    @Test
    void anAccountIsRememberedOnceThePayerHasAgreed() {
        var waiting = waiting();
        assertThat(waiting.action().url()).contains("approval_session_id=" + waiting.setup());
        assertThat(vault.resume(setup(waiting))).isEqualTo(waiting);
        approve(waiting);
        var setup = setup(waiting);
        var kept = vault.resume(setup);
        assertThat(kept).isInstanceOfSatisfying(Kept.class, method -> {
            assertThat(method.traits().kind()).isEqualTo("paypal");
            assertThat(paypal.takes(method.token())).isTrue();
        });
        assertThat(vault.resume(setup)).isEqualTo(kept);
    }

    @Test
    void whatWasKeptRightBeforeACrashIsFoundWithoutItsKey() {
        var waiting = waiting();
        approve(waiting);
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT, "POST", "/payment-tokens");
        assertThat(vault.resume(setup(waiting))).isInstanceOf(Unknown.class);
        CLOCK.advance(Duration.ofDays(2)); // the key is forgotten
        var found = vault.resume(setup(waiting));
        assertThat(found).isInstanceOf(Kept.class).isEqualTo(vault.resume(setup(waiting)));
        assertThat(vault.abandon(setup(waiting))).isEqualTo(found);
    }

    @Test
    void oneKeyBeginsOneEvenWhereItsAnswerWasLost() {
        var attach = attaching();
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT, "POST", "/setup-tokens");
        assertThat(vault.attach(attach)).isInstanceOf(Unknown.class);
        assertThat(vault.attach(attach)).isInstanceOf(ActionRequired.class).isEqualTo(vault.attach(attach));
    }

    @Test
    void whatNobodyKeepsIsGoneAndWhatPayPalDoesNotKnowIsExpired() {
        var waiting = waiting();
        assertThat(vault.abandon(setup(waiting))).isEqualTo(new Gone());
        assertThat(vault.resume(new Setup(key(), "usr_1", "NOTHING"))).isEqualTo(new Rejected("expired"));
        assertThat(vault.abandon(new Setup(key(), "usr_1", "NOTHING"))).isEqualTo(new Gone());
    }

    @Test
    void whatIsRememberedPaysWithoutThePayerAndIsForgottenOnce() {
        var token = remembered();
        var ref = created();
        var confirm = new Confirm(key(), ref, token, BACK);
        assertThat(paypal.confirm(confirm)).isEqualTo(new Authorized(ref, AMOUNT));
        assertThat(paypal.confirm(confirm)).isEqualTo(new Authorized(ref, AMOUNT));
        assertThat(sandbox.paypal().ledger(ref).path("authorizations").asInt()).isOne();
        var detach = new Detach(key(), token);
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT, "DELETE", "/payment-tokens/");
        assertThat(vault.detach(detach)).isInstanceOf(Unknown.class);
        assertThat(vault.detach(detach)).isEqualTo(new Gone());
        var next = created();
        assertThat(paypal.confirm(new Confirm(key(), next, token, BACK))).isInstanceOf(Declined.class);
    }

    @Test
    void anAccountThatDeclinesIsADeclineAfterWhichThePayerMayBeAsked() {
        var token = remembered();
        PayPalFixture.command(sandbox, "payment-tokens/" + token.value() + "/decline", "{}");
        var ref = created();
        assertThat(paypal.confirm(new Confirm(key(), ref, token, BACK)))
                .isInstanceOfSatisfying(
                        Declined.class, no -> assertThat(no.code()).isEqualTo("instrument_declined"));
    }

    @Test
    void onlyTheVaultsOwnTokensPay() {
        assertThat(paypal.takes(new PaymentMethodToken("8kk8451t"))).isFalse();
        assertThat(vault.takes(null)).isTrue();
        assertThat(vault.takes(new PaymentMethodToken("8kk8451t"))).isFalse();
        assertThat(new PayPalVault(client(URI.create("http://127.0.0.1:1"))).attach(attaching()))
                .isInstanceOf(NotSent.class);
    }
}
