package io.aman.payment.provider.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.provider.DisputeAnswer;
import io.aman.payment.provider.HoldingProviderContract;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.RefundCommand;
import io.aman.payment.provider.RefundList;
import io.aman.platform.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class StripeProviderTest extends HoldingProviderContract {

    private static final Duration TIMEOUT = Duration.ofMillis(1500);

    private static Sandbox sandbox;
    private static StripeProvider stripe;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.forTests());
        stripe = at(sandbox.stripeUrl());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static StripeProvider at(URI url) {
        return StripeConfiguration.provider(new StripeProperties(
                url,
                Secret.of(sandbox.stripe().keys().apiKey()),
                List.of(Secret.of("whsec")),
                TIMEOUT,
                TIMEOUT,
                Duration.ofMinutes(5),
                DataSize.ofKilobytes(256)));
    }

    @Override
    protected PaymentProvider provider() {
        return stripe;
    }

    @Override
    protected PaymentProvider unreachable() {
        return at(URI.create("http://127.0.0.1:1"));
    }

    @Override
    protected void loseNextAnswer() {
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT);
    }

    @Override
    protected void loseNextCall() {
        plan(Fault.Kind.RESET);
    }

    private static void plan(Fault.Kind kind) {
        sandbox.faults()
                .add(
                        new Fault("stripe", kind, Optional.of("POST"), Pattern.compile(""), Duration.ofSeconds(4), 500),
                        1);
    }

    @Override
    protected Money amount() {
        return new Money(12_500, "KWD");
    }

    @Override
    protected Money unwritable() {
        return new Money(12_501, "KWD");
    }

    @Override
    protected ProviderAnswer hold(String ref) {
        return confirm(ref, "pm_card_visa");
    }

    @Override
    protected ProviderAnswer decline(String ref) {
        return confirm(ref, "pm_card_chargeDeclinedInsufficientFunds");
    }

    @Override
    protected ProviderAnswer challenge(String ref) {
        return confirm(ref, "pm_card_threeDSecure2Required");
    }

    private static ProviderAnswer confirm(String ref, String method) {
        return stripe.confirm(new Confirm(key(), ref, new PaymentMethodToken(method), BACK));
    }

    @Override
    protected int captures(String ref) {
        return sandbox.stripe().captures(ref);
    }

    @Override
    protected long givenBack(String ref) {
        return ((RefundList.Listed) stripe.readRefunds(ref))
                .refunds().stream()
                        .mapToLong(row -> row.stands().amount().amountMinor())
                        .sum();
    }

    @Test
    void refundsAreListedAcrossPagesOursWithOurKey() {
        var ref = captured();
        for (int n = 0; n < 101; n++) {
            stripe.refund(new RefundCommand("ref_" + n, ref, new Money(10, "KWD")));
        }
        var rows = ((RefundList.Listed) stripe.readRefunds(ref)).refunds();
        assertThat(rows).hasSize(101);
        assertThat(rows)
                .extracting(RefundList.Row::key)
                .contains("ref_0", "ref_100")
                .doesNotHaveDuplicates();
        assertThat(stripe.readRefunds(captured())).isEqualTo(new RefundList.Listed(List.of()));
    }

    @Test
    void whatCannotBeListedIsUnknown() {
        assertThat(unreachable().readRefunds("pi_1")).isInstanceOf(Unknown.class);
        assertThat(unreachable().readDispute("pi_1")).isInstanceOf(Unknown.class);
        assertThat(stripe.readDispute("pi_none")).isEqualTo(new DisputeAnswer.None());
    }
}
