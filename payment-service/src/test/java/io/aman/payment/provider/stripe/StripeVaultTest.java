package io.aman.payment.provider.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.provider.MethodVault.Attach;
import io.aman.payment.provider.MethodVault.Detach;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import io.aman.payment.provider.VaultAnswer.Gone;
import io.aman.payment.provider.VaultAnswer.Kept;
import io.aman.payment.provider.VaultAnswer.Rejected;
import io.aman.payment.provider.VaultAnswer.Traits;
import io.aman.platform.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class StripeVaultTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Money AMOUNT = new Money(12_500, "KWD");

    private static Sandbox sandbox;
    private static StripeVault vault;
    private static StripeProvider stripe;

    private final String payer = "usr_" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.forTests());
        vault = new StripeVault(StripeConfiguration.client(properties(sandbox.stripeUrl(), apiKey())));
        stripe = StripeConfiguration.provider(properties(sandbox.stripeUrl(), apiKey()));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void everythingIsWellAgain() {
        sandbox.faults().clear();
    }

    private static String apiKey() {
        return sandbox.stripe().keys().apiKey();
    }

    private static StripeProperties properties(URI url, String apiKey) {
        return new StripeProperties(
                url,
                Secret.of(apiKey),
                List.of(Secret.of("whsec")),
                TIMEOUT,
                TIMEOUT,
                Duration.ofMinutes(5),
                DataSize.ofKilobytes(256));
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private Attach attaching(String token, @Nullable String customer) {
        return new Attach(key(), payer, customer, new PaymentMethodToken(token));
    }

    private Kept kept(String token) {
        return (Kept) vault.attach(attaching(token, null));
    }

    private long keptForPayer() {
        return sandbox.stripe().kept(StripeCustomers.USER_ID, payer);
    }

    private static void plan(Fault.Kind kind, String path, int status) {
        sandbox.faults()
                .add(
                        new Fault(
                                "stripe",
                                kind,
                                Optional.of("POST"),
                                Pattern.compile(path),
                                Duration.ofSeconds(3),
                                status),
                        1);
    }

    private static String created() {
        return ((Created) stripe.create(new Create(key(), "pay_1", AMOUNT, null, null))).ref();
    }

    @Test
    void aTokenIsKeptForThePayersOneCustomer() {
        var first = kept("pm_card_visa");
        var second = kept("pm_card_mastercard");
        assertThat(first.traits()).isEqualTo(new Traits("card", "visa", "4242", 8, 2034));
        assertThat(first.token().value()).startsWith("pm_").isNotEqualTo("pm_card_visa");
        assertThat(second.token().customer())
                .isEqualTo(first.token().customer())
                .startsWith("cus_");
        assertThat(keptForPayer()).isEqualTo(2);
    }

    @Test
    void oneKeyKeepsOneEvenWhereItsAnswerWasLost() {
        var attach = attaching("pm_card_visa", null);
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT, "/attach", 0);
        assertThat(vault.attach(attach)).isInstanceOf(Unknown.class);
        assertThat(vault.attach(attach)).isInstanceOf(Kept.class).isEqualTo(vault.attach(attach));
        assertThat(keptForPayer()).isOne();
    }

    @Test
    void withoutACustomerNothingIsSent() {
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT, "/customers", 0);
        assertThat(vault.attach(attaching("pm_card_visa", null))).isInstanceOf(NotSent.class);
        assertThat(keptForPayer()).isZero();
        kept("pm_card_visa");
        assertThat(keptForPayer()).isOne();
    }

    @Test
    void whatIsThePayersAlreadyIsKeptAndWhatIsAnothersIsRejected() {
        var kept = kept("pm_card_visa");
        assertThat(vault.attach(attaching(kept.token().value(), kept.token().customer())))
                .isEqualTo(kept);
        var another = kept("pm_card_mastercard").token().value();
        var stranger = new Attach(key(), "usr_stranger", null, new PaymentMethodToken(another));
        assertThat(vault.attach(stranger)).isInstanceOf(Rejected.class);
        // The key that made the customer is forgotten, and Stripe has made another one.
        var anew = ((Kept)
                        vault.attach(new Attach(key(), "usr_stranger", null, new PaymentMethodToken("pm_card_visa"))))
                .token()
                .customer();
        assertThat(vault.attach(attaching(kept.token().value(), anew))).isEqualTo(kept);
    }

    @Test
    void declinedUnknownAndUsedUpTokensAreRejected() {
        assertThat(vault.attach(attaching("pm_card_chargeDeclinedInsufficientFunds", null)))
                .isEqualTo(new Rejected("insufficient_funds"));
        assertThat(vault.attach(attaching("pm_nothing", null))).isEqualTo(new Rejected("resource_missing"));
        var token = kept("pm_card_visa").token();
        vault.detach(new Detach(key(), token));
        assertThat(vault.attach(attaching(token.value(), token.customer()))).isInstanceOf(Rejected.class);
    }

    @Test
    void anUnknownCustomerIsOurMistakeAndNotTheTokens() {
        assertThat(vault.attach(attaching("pm_card_visa", "cus_nobody"))).isInstanceOf(Refused.class);
    }

    @Test
    void theTokenNeedsItsFormAndTheVaultItsKey() {
        assertThat(vault.takes(new PaymentMethodToken("tok_visa"))).isFalse();
        assertThat(vault.takes(new PaymentMethodToken("pm_../customers"))).isFalse();
        var keyless = new StripeVault(StripeConfiguration.client(properties(sandbox.stripeUrl(), "sk_test_other")));
        assertThat(keyless.attach(attaching("pm_card_visa", null))).isInstanceOf(Refused.class);
        var nowhere = new StripeVault(StripeConfiguration.client(properties(URI.create("http://127.0.0.1:1"), "sk")));
        assertThat(nowhere.attach(attaching("pm_card_visa", null))).isInstanceOf(NotSent.class);
        assertThat(nowhere.detach(new Detach(key(), new PaymentMethodToken("pm_1"))))
                .isInstanceOf(NotSent.class);
    }

    @Test
    void detachingTwiceAndWhatIsNotThereIsGone() {
        var token = kept("pm_card_visa").token();
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT, "/detach", 0);
        var detach = new Detach(key(), token);
        assertThat(vault.detach(detach)).isInstanceOf(Unknown.class);
        assertThat(vault.detach(detach)).isEqualTo(new Gone());
        assertThat(vault.detach(new Detach(key(), token))).isEqualTo(new Gone());
        assertThat(vault.detach(new Detach(key(), new PaymentMethodToken("pm_nothing"))))
                .isEqualTo(new Gone());
        assertThat(keptForPayer()).isZero();
    }

    @Test
    void whatIsKeptPaysForItsCustomerAgainAndAgain() {
        var token = kept("pm_card_visa").token();
        for (int payment = 0; payment < 2; payment++) {
            var ref = created();
            var confirm = new Confirm(key(), ref, token, null);
            assertThat(stripe.confirm(confirm)).isEqualTo(new Authorized(ref, AMOUNT));
            assertThat(stripe.confirm(confirm)).isEqualTo(new Authorized(ref, AMOUNT));
        }
    }

    @Test
    void afterADeclineAnotherOfTheCustomersMethodsMayPay() {
        var ref = created();
        var failing = kept("pm_card_chargeCustomerFail").token();
        assertThat(stripe.confirm(new Confirm(key(), ref, failing, null))).isInstanceOf(Declined.class);
        assertThat(stripe.confirm(new Confirm(key(), ref, kept("pm_card_visa").token(), null)))
                .isInstanceOf(Authorized.class);
    }

    @Test
    void aLostNamingOfTheCustomerSendsNoConfirmationAndALostConfirmationIsUnknown() {
        var ref = created();
        var confirm = new Confirm(key(), ref, kept("pm_card_visa").token(), null);
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT, "/payment_intents/[^/]*$", 0);
        assertThat(stripe.confirm(confirm)).isInstanceOf(NotSent.class);
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT, "/confirm", 0);
        assertThat(stripe.confirm(confirm)).isInstanceOf(Unknown.class);
        assertThat(stripe.confirm(confirm)).isEqualTo(new Authorized(ref, AMOUNT));
    }

    @Test
    void aMethodOfNobodysCustomerIsNoFact() {
        var token = new PaymentMethodToken(kept("pm_card_visa").token().value());
        assertThat(stripe.confirm(new Confirm(key(), created(), token, null))).isNotInstanceOf(Fact.class);
    }
}
