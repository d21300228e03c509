package io.aman.payment.provider.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.provider.MethodVault.Attach;
import io.aman.payment.provider.MethodVault.Setup;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.VaultAnswer;
import io.aman.payment.provider.VaultAnswer.ActionRequired;
import io.aman.payment.provider.VaultAnswer.Gone;
import io.aman.payment.provider.VaultAnswer.Kept;
import io.aman.payment.provider.VaultAnswer.Rejected;
import io.aman.payment.provider.VaultAnswer.Traits;
import io.aman.platform.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class StripeSetupsTest {

    private static final URI BACK = URI.create("https://shop.example/return?method=pmt_1");
    private static final String CHALLENGED = "pm_card_threeDSecure2Required";

    private static Sandbox sandbox;
    private static StripeVault vault;

    private final String payer = "usr_" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.forTests());
        vault = new StripeVault(StripeConfiguration.client(new StripeProperties(
                sandbox.stripeUrl(),
                Secret.of(sandbox.stripe().keys().apiKey()),
                List.of(Secret.of("whsec")),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                DataSize.ofKilobytes(256))));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void everythingIsWellAgain() {
        sandbox.faults().clear();
    }

    private Attach attaching(String token) {
        return new Attach(UUID.randomUUID().toString(), payer, null, new PaymentMethodToken(token), BACK);
    }

    private ActionRequired waiting() {
        return (ActionRequired) vault.attach(attaching(CHALLENGED));
    }

    private Setup setup(ActionRequired waiting) {
        return new Setup(UUID.randomUUID().toString(), payer, waiting.setup());
    }

    private VaultAnswer afterThePayer(ActionRequired waiting, String outcome) throws IOException, InterruptedException {
        try (var browser = HttpClient.newHttpClient()) {
            var page = HttpRequest.newBuilder(
                            URI.create(String.valueOf(waiting.action().url())))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("outcome=" + outcome));
            var sent = browser.send(page.build(), BodyHandlers.discarding());
            assertThat(sent.headers().firstValue("Location").orElseThrow()).startsWith(BACK + "&setup_intent=");
        }
        return vault.resume(setup(waiting));
    }

    private long kept() {
        return sandbox.stripe().kept(StripeCustomers.USER_ID, payer);
    }

    private static void plan(Fault.Kind kind, String path) {
        sandbox.faults()
                .add(new Fault("stripe", kind, Optional.empty(), Pattern.compile(path), Duration.ofSeconds(3), 500), 1);
    }

    @Test
    void aCardThatNeedsNoAuthenticationIsKeptAtOnce() {
        assertThat(vault.attach(attaching("pm_card_visa"))).isInstanceOfSatisfying(Kept.class, kept -> {
            assertThat(kept.traits()).isEqualTo(new Traits("card", "visa", "4242", 8, 2034));
            assertThat(kept.token().customer()).startsWith("cus_");
        });
        assertThat(kept()).isOne();
    }

    @Test
    void aCardIsKeptOnlyOnceItsPayerHasAuthenticated() throws Exception {
        var waiting = waiting();
        assertThat(vault.resume(setup(waiting))).isEqualTo(waiting);
        assertThat(kept()).isZero();
        assertThat(afterThePayer(waiting, "complete")).isInstanceOf(Kept.class);
        assertThat(kept()).isOne();
    }

    @Test
    void aFailedAuthenticationIsARejection() throws Exception {
        assertThat(afterThePayer(waiting(), "fail")).isEqualTo(new Rejected("authentication_required"));
        assertThat(vault.attach(attaching("pm_card_chargeDeclinedInsufficientFunds")))
                .isEqualTo(new Rejected("insufficient_funds"));
        assertThat(kept()).isZero();
    }

    @Test
    void oneKeyBeginsOneEvenWhereItsAnswerWasLost() {
        var attach = attaching(CHALLENGED);
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT, "/setup_intents$");
        assertThat(vault.attach(attach)).isInstanceOf(Unknown.class);
        assertThat(vault.attach(attach)).isInstanceOf(ActionRequired.class).isEqualTo(vault.attach(attach));
    }

    @Test
    void whatIsAbandonedCanNotBeCompletedAndWhatWasCompletedIsKept() throws Exception {
        var abandoned = waiting();
        assertThat(vault.abandon(setup(abandoned))).isEqualTo(new Gone());
        assertThat(vault.abandon(setup(abandoned))).isEqualTo(new Gone());
        assertThat(afterThePayer(abandoned, "complete")).isEqualTo(new Rejected("canceled"));
        assertThat(kept()).isZero();
        var completed = waiting();
        afterThePayer(completed, "complete");
        assertThat(vault.abandon(setup(completed))).isInstanceOf(Kept.class);
    }

    @Test
    void silenceIsNoRejection() {
        var waiting = waiting();
        plan(Fault.Kind.TIMEOUT, "/setup_intents/");
        assertThat(vault.resume(setup(waiting))).isInstanceOf(Unknown.class);
        plan(Fault.Kind.STATUS, "/setup_intents/");
        assertThat(vault.abandon(setup(waiting))).isNotInstanceOfAny(Gone.class, NotSent.class);
        assertThat(vault.resume(new Setup("key", payer, "seti_nothing"))).isInstanceOf(Unknown.class);
    }
}
