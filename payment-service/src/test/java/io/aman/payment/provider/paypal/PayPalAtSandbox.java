package io.aman.payment.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
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

/** PayPal in the sandbox, whose pages a payer looks at. */
abstract class PayPalAtSandbox {

    private static final Duration TIMEOUT = Duration.ofMillis(1500);
    static final Money AMOUNT = new Money(12_500, "USD");
    static final MutableClock CLOCK = MutableClock.at("2026-11-25T08:00:00Z");
    static final URI BACK = URI.create("https://shop.example/return");

    static Sandbox sandbox;
    static MongoPayPalOrders orders;
    static PayPalProvider paypal;

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

    static PayPalProvider at(URI url) {
        var client = new PayPalClient(PayPalFixture.properties(url, sandbox, TIMEOUT), CLOCK);
        return PayPalConfiguration.provider(client, orders, CLOCK);
    }

    static void plan(Fault.Kind kind, String path, int status) {
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

    static void loseNextAnswer() {
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT, "/v2/", 500);
    }

    static ProviderAnswer confirm(String ref, String key) {
        return paypal.confirm(new Confirm(key, ref, null, BACK));
    }

    static ProviderAnswer afterThePayer(String ref, String does, String body) {
        var key = key();
        assertThat(confirm(ref, key)).isInstanceOf(RequiresAction.class);
        command("orders/" + ref + "/" + does, body);
        return confirm(ref, key);
    }

    static void command(String path, String body) {
        PayPalFixture.command(sandbox, path, body);
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    static Money part(long minor) {
        return new Money(minor, AMOUNT.currency());
    }

    static String created() {
        var answer = paypal.create(new Create(key(), "pay_" + key(), AMOUNT, null, BACK));
        assertThat(answer).isInstanceOf(Created.class);
        return ((Created) answer).ref();
    }

    static String authorized() {
        var ref = created();
        assertThat(afterThePayer(ref, "approve", "{}")).isEqualTo(new Authorized(ref, AMOUNT));
        return ref;
    }

    /** How often something was held for {@code ref}, as the books at PayPal say. */
    static long authorized(String ref) {
        return sandbox.paypal().ledger(ref).path("authorizations").asLong();
    }

    static int captures(String ref) {
        return sandbox.paypal().ledger(ref).path("captures").asInt();
    }

    static long givenBack(String ref) {
        return sandbox.paypal().ledger(ref).path("refunded").asLong();
    }

    static ProviderAnswer capture(String ref, long minor, boolean last) {
        return paypal.capture(new Capture(key(), ref, part(minor), last));
    }

    static String capture(String ref, int index) {
        return order(ref).captures().get(index).id();
    }

    static PayPalOrder order(String ref) {
        var look = new PayPalOrders(
                        new PayPalClient(PayPalFixture.properties(sandbox.paypalUrl(), sandbox, TIMEOUT), CLOCK),
                        orders)
                .read(ref);
        return ((PayPalOrders.Seen) look).order();
    }

    /** One whose captures are pending or declined at first. */
    static String held(String captures) {
        var ref = created();
        assertThat(afterThePayer(ref, "approve", "{\"capture\":\"" + captures + "\"}"))
                .isInstanceOf(Authorized.class);
        return ref;
    }
}
