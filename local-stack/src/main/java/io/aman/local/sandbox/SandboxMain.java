package io.aman.local.sandbox;

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
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
        var gateway = gateway(arguments.text(3));
        return Sandbox.start(SandboxOptions.forTests()
                .at(host, port)
                .keptIn(folder, e -> part.fail("cannot write to %s: %s".formatted(folder, e.getMessage())))
                .sendingTo(gateway)
                .with(new StripeKeys(secret("stripe.api-key"), secret("stripe.webhook-secret")))
                .with(terminal())
                .with(new TwilioKeys(secret("twilio.account-sid"), secret("twilio.auth-token")))
                .with(new MetaKeys(
                        MetaKeys.PHONE_NUMBER_ID,
                        secret("meta.access-token"),
                        secret("meta.app-secret"),
                        secret("meta.verify-token")))
                .with(account())
                .with(new PayPalKeys(
                        secret("paypal.client-id"),
                        secret("paypal.client-secret"),
                        secret("paypal.webhook-id"),
                        certificates())));
    }

    private static KnetTerminal terminal() {
        try {
            return new KnetTerminal(
                    secret("knet.tranportal-id"), secret("knet.tranportal-password"), secret("knet.resource-key"));
        } catch (IllegalArgumentException e) {
            throw new CannotStart("the secret knet.resource-key is wrong: " + e.getMessage(), e);
        }
    }

    private static FcmAccount account() {
        try {
            return FcmAccount.of(secret("fcm.service-account"));
        } catch (IllegalArgumentException e) {
            throw new CannotStart("the secret fcm.service-account is " + e.getMessage(), e);
        }
    }

    private static PayPalCertificates certificates() {
        try {
            return PayPalCertificates.of(secret("paypal.signing"));
        } catch (IllegalArgumentException e) {
            throw new CannotStart("the secret paypal.signing is " + e.getMessage(), e);
        }
    }

    private static URI gateway(String text) {
        try {
            var uri = URI.create(text);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // the same answer as for an address of another kind
        }
        throw new CannotStart("'%s' is not an http address".formatted(text));
    }

    private static String secret(String name) {
        var folder = Optional.ofNullable(System.getenv("AMAN_SECRETS"))
                .filter(given -> !given.isBlank())
                .orElseThrow(() -> new CannotStart("AMAN_SECRETS names no folder"));
        var file = Path.of(folder, name);
        try {
            var secret = Files.readString(file).strip();
            if (!secret.isEmpty()) {
                return secret;
            }
        } catch (IOException e) {
            throw new CannotStart("cannot read the secret %s: %s".formatted(file, e), e);
        }
        throw new CannotStart("the secret %s is empty".formatted(file));
    }
}
