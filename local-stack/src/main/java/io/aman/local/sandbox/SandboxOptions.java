package io.aman.local.sandbox;

import io.aman.local.sandbox.fcm.FcmAccount;
import io.aman.local.sandbox.knet.HttpMerchant;
import io.aman.local.sandbox.knet.KnetTerminal;
import io.aman.local.sandbox.knet.Merchant;
import io.aman.local.sandbox.meta.MetaKeys;
import io.aman.local.sandbox.paypal.PayPalCertificates;
import io.aman.local.sandbox.paypal.PayPalKeys;
import io.aman.local.sandbox.provider.HttpTarget;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.WebhookTarget;
import io.aman.local.sandbox.stripe.StripeKeys;
import io.aman.local.sandbox.twilio.TwilioKeys;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How a sandbox runs.
 *
 * @param port 0 for any free one
 * @param store opened at the start, closed at the end
 * @param webhooks where they go
 * @param merchant who answers at KNET's response URLs
 */
public record SandboxOptions(
        String host,
        int port,
        Supplier<Store> store,
        WebhookTarget webhooks,
        StripeKeys stripe,
        PayPalKeys paypal,
        KnetTerminal knet,
        TwilioKeys twilio,
        MetaKeys meta,
        FcmAccount fcm,
        Merchant merchant,
        Clock clock) {

    /** On a random loopback port, in memory, with secrets of its own; webhooks go nowhere and are accepted. */
    public static SandboxOptions forTests() {
        var keys = new StripeKeys("sk_test_" + random(), "whsec_" + random());
        var paypal = new PayPalKeys("client-" + random(), random(), "WH" + random(), ForTests.CERTIFICATES);
        var terminal = new KnetTerminal("100001", random(), random().substring(0, 16));
        return new SandboxOptions(
                "127.0.0.1",
                0,
                Store::inMemory,
                (_, _, _) -> 200,
                keys,
                paypal,
                terminal,
                new TwilioKeys("AC" + random(), random()),
                new MetaKeys(MetaKeys.PHONE_NUMBER_ID, "EAA" + random(), random(), random()),
                ForTests.FCM,
                new HttpMerchant(),
                Clock.systemUTC());
    }

    /** @param base the gateway that webhooks go through */
    public SandboxOptions sendingTo(URI base) {
        return sendingTo(new HttpTarget(base));
    }

    /** For a receiver in this process. */
    public SandboxOptions sendingTo(WebhookTarget target) {
        return new SandboxOptions(host, port, store, target, stripe, paypal, knet, twilio, meta, fcm, merchant, clock);
    }

    public SandboxOptions at(String host, int port) {
        return new SandboxOptions(
                host, port, store, webhooks, stripe, paypal, knet, twilio, meta, fcm, merchant, clock);
    }

    public SandboxOptions with(StripeKeys keys) {
        return new SandboxOptions(host, port, store, webhooks, keys, paypal, knet, twilio, meta, fcm, merchant, clock);
    }

    public SandboxOptions with(PayPalKeys keys) {
        return new SandboxOptions(host, port, store, webhooks, stripe, keys, knet, twilio, meta, fcm, merchant, clock);
    }

    public SandboxOptions with(KnetTerminal terminal) {
        return new SandboxOptions(
                host, port, store, webhooks, stripe, paypal, terminal, twilio, meta, fcm, merchant, clock);
    }

    public SandboxOptions with(TwilioKeys keys) {
        return new SandboxOptions(host, port, store, webhooks, stripe, paypal, knet, keys, meta, fcm, merchant, clock);
    }

    public SandboxOptions with(MetaKeys keys) {
        return new SandboxOptions(
                host, port, store, webhooks, stripe, paypal, knet, twilio, keys, fcm, merchant, clock);
    }

    public SandboxOptions with(FcmAccount account) {
        return new SandboxOptions(
                host, port, store, webhooks, stripe, paypal, knet, twilio, meta, account, merchant, clock);
    }

    /** For a merchant in this process. */
    public SandboxOptions with(Merchant answering) {
        return new SandboxOptions(
                host, port, store, webhooks, stripe, paypal, knet, twilio, meta, fcm, answering, clock);
    }

    public SandboxOptions with(Clock clock) {
        return new SandboxOptions(
                host, port, store, webhooks, stripe, paypal, knet, twilio, meta, fcm, merchant, clock);
    }

    /** With files in that folder, which exists and no other process uses. */
    public SandboxOptions keptIn(Path folder) {
        return keptIn(folder, _ -> {});
    }

    /** @param onStorageFailure told when the disk refuses a change, after which nothing works any more */
    SandboxOptions keptIn(Path folder, Consumer<RuntimeException> onStorageFailure) {
        return new SandboxOptions(
                host,
                port,
                () -> Store.onDisk(folder, onStorageFailure),
                webhooks,
                stripe,
                paypal,
                knet,
                twilio,
                meta,
                fcm,
                merchant,
                clock);
    }

    /** Once a process: pairs of RSA keys take a while. */
    private static final class ForTests {
        private static final PayPalCertificates CERTIFICATES = PayPalCertificates.make(Clock.systemUTC());
        private static final FcmAccount FCM = FcmAccount.make();
    }

    private static String random() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
