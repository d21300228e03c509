package io.aman.local.sandbox;

import static io.aman.local.part.Secrets.read;

import io.aman.local.part.Arguments;
import io.aman.local.part.CannotStart;
import io.aman.local.part.Part;
import io.aman.local.sandbox.fcm.FcmAccount;
import io.aman.local.sandbox.knet.KnetTerminal;
import io.aman.local.sandbox.meta.MetaKeys;
import io.aman.local.sandbox.paypal.PayPalCertificates;
import io.aman.local.sandbox.paypal.PayPalKeys;
import io.aman.local.sandbox.stripe.StripeKeys;
import io.aman.local.sandbox.twilio.TwilioKeys;

/**
 * Starts the provider sandbox: {@code SandboxMain <host> <port> <dataDir> <webhookBaseUrl>}. The folder named by
 * {@code AMAN_SECRETS} holds {@code stripe.api-key}, {@code stripe.webhook-secret}, {@code paypal.client-id},
 * {@code paypal.client-secret}, {@code paypal.webhook-id} and {@code paypal.signing} ({@link PayPalCertificates#pem}),
 * {@code knet.tranportal-id}, {@code knet.tranportal-password}, {@code knet.resource-key}, {@code twilio.account-sid},
 * {@code twilio.auth-token}, {@code meta.access-token}, {@code meta.app-secret}, {@code meta.verify-token} and
 * {@code fcm.service-account}.
 */
public final class SandboxMain {
    private SandboxMain() {}

    public static void main(String[] args) throws InterruptedException {
        var part = new Part("sandbox", "<host> <port> <dataDir> <webhookBaseUrl>");
        part.run(args, arguments -> start(part, arguments));
    }

    private static Sandbox start(Part part, Arguments arguments) {
        var host = arguments.text(0);
        var port = arguments.freePort(1, host);
        var folder = arguments.folder(2);
        var gateway = arguments.server(3);
        return Sandbox.start(SandboxOptions.forTests()
                .at(host, port)
                .keptIn(folder, e -> part.fail("cannot write to %s: %s".formatted(folder, e.getMessage())))
                .sendingTo(gateway)
                .with(new StripeKeys(read("stripe.api-key"), read("stripe.webhook-secret")))
                .with(terminal())
                .with(new TwilioKeys(read("twilio.account-sid"), read("twilio.auth-token")))
                .with(new MetaKeys(
                        MetaKeys.PHONE_NUMBER_ID,
                        read("meta.access-token"),
                        read("meta.app-secret"),
                        read("meta.verify-token")))
                .with(account())
                .with(new PayPalKeys(
                        read("paypal.client-id"),
                        read("paypal.client-secret"),
                        read("paypal.webhook-id"),
                        certificates())));
    }

    private static KnetTerminal terminal() {
        try {
            return new KnetTerminal(
                    read("knet.tranportal-id"), read("knet.tranportal-password"), read("knet.resource-key"));
        } catch (IllegalArgumentException e) {
            throw new CannotStart("the secret knet.resource-key is wrong: " + e.getMessage(), e);
        }
    }

    private static FcmAccount account() {
        try {
            return FcmAccount.of(read("fcm.service-account"));
        } catch (IllegalArgumentException e) {
            throw new CannotStart("the secret fcm.service-account is " + e.getMessage(), e);
        }
    }

    private static PayPalCertificates certificates() {
        try {
            return PayPalCertificates.of(read("paypal.signing"));
        } catch (IllegalArgumentException e) {
            throw new CannotStart("the secret paypal.signing is " + e.getMessage(), e);
        }
    }
}
