package io.aman.local.stack;

import io.aman.local.sandbox.fcm.FcmAccount;
import io.aman.local.sandbox.paypal.PayPalCertificates;
import io.aman.local.tool.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The folder that holds what one local installation keeps: data, logs, pid files, and secrets made for it alone. */
record Installation(Path folder) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** No letters that are taken for another when read aloud or copied by hand. */
    private static final String READABLE = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static final String CAPITALS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private static final String PAYPAL = "payment.provider.paypal.";

    static final String AUDIT_KEY = "payment.audit.key";

    static final String REFRESH_KEY = "session.token.refresh-key";

    static final String ADMIN_PASSWORD = "session.identity.embedded.admin.password";

    static final String ADMIN_EMAIL = "admin@aman.local";

    /** The same for who seals and who renders the message. */
    static final String SEALING_KEYS = "aman.sealing.keys";

    static final String GATEWAY_CLIENT = "session.clients.gateway.secret";

    private static final String KNET = "payment.provider.knet.";

    private static final String TWILIO = "notification.sms.twilio.";

    /** No part of the stack, but it is told something that a part knows. */
    private static final String ALERTMANAGER = "alertmanager";

    private static final String ALERTS = "notification.alerts.tokens";

    private static final String BOUNCES = "notification.email.bounces.tokens";

    private static final String TWILIO_WHATSAPP = "notification.whatsapp.twilio.";

    private static final String META = "notification.whatsapp.meta.";

    private static final String FCM = "notification.push.fcm.service-account";

    static final String VAPID = "notification.push.web.vapid-keys";

    Path data(String part) {
        return folder.resolve("data").resolve(part);
    }

    Path log(String part) {
        return folder.resolve("log").resolve(part + ".log");
    }

    PidFile pidFile(String part) {
        return new PidFile(folder.resolve("run").resolve(part + ".pid"));
    }

    /** Of the process that does a part's work while it is replaced. */
    PidFile standInPidFile(String part) {
        return pidFile(part + ".stand-in");
    }

    Path lock() {
        return folder.resolve("run").resolve("lock");
    }

    Path secrets(String part) {
        return folder.resolve("secrets").resolve(part);
    }

    /** What Alertmanager shows to be let in. */
    Path alertmanagerToken() {
        return secrets(ALERTMANAGER).resolve("token");
    }

    /** When the data was last restored from a backup; absent where it never was. */
    Path restoredAt() {
        return folder.resolve("data").resolve("restored-at");
    }

    Optional<String> restored() {
        try {
            return Files.exists(restoredAt()) ? Optional.of(Files.readString(restoredAt())) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean anythingRuns() {
        return Parts.NAMES.stream()
                .anyMatch(part -> pidFile(part).live().isPresent()
                        || standInPidFile(part).live().isPresent());
    }

    /** Deletes data, secrets, logs and what is remembered of past processes; what was prepared from jars stays. */
    void clear() {
        for (var kept : List.of("data", "secrets", "log", "run")) {
            if (Files.exists(folder.resolve(kept))) {
                Folders.delete(folder.resolve(kept));
            }
        }
    }

    /** A secret by its property's name. */
    String secret(String part, String property) {
        try {
            return Files.readString(secrets(part).resolve(property));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the secrets that are missing and leaves the others; only the owner can read them. */
    void makeSecrets() {
        keep("session-service", "session.token.key-encryption-key", Installation::key);
        keep("session-service", REFRESH_KEY, Installation::key);
        keep("session-service", SEALING_KEYS, Installation::key);
        keep("notification-service", SEALING_KEYS, () -> secret("session-service", SEALING_KEYS));
        keep("session-service", ADMIN_PASSWORD, Installation::password);
        keep("session-service", GATEWAY_CLIENT, () -> random(ALPHANUMERIC, 43));
        keep("gateway", "gateway.introspection.client-secret", () -> secret("session-service", GATEWAY_CLIENT));
        keep("payment-service", AUDIT_KEY, Installation::key);
        keep("payment-service", "payment.provider.stripe.api-key", () -> "sk_test_" + random(ALPHANUMERIC, 40));
        keep("payment-service", "payment.provider.stripe.webhook-secret", () -> "whsec_" + random(ALPHANUMERIC, 40));
        keep("payment-service", PAYPAL + "client-id", () -> "A" + random(ALPHANUMERIC, 79));
        keep("payment-service", PAYPAL + "client-secret", () -> "E" + random(ALPHANUMERIC, 79));
        keep("payment-service", PAYPAL + "webhook-id", () -> random(CAPITALS_AND_DIGITS, 17));
        keep(
                "sandbox",
                "paypal.signing",
                () -> PayPalCertificates.make(Clock.systemUTC()).pem());
        keep(
                "payment-service",
                PAYPAL + "trusted-certificates",
                () -> PayPalCertificates.of(secret("sandbox", "paypal.signing")).authorityPem());
        for (var shared : List.of("client-id", "client-secret", "webhook-id")) {
            keep("sandbox", "paypal." + shared, () -> secret("payment-service", PAYPAL + shared));
        }
        keep("sandbox", "stripe.api-key", () -> secret("payment-service", "payment.provider.stripe.api-key"));
        keep(
                "sandbox",
                "stripe.webhook-secret",
                () -> secret("payment-service", "payment.provider.stripe.webhook-secret"));
        keep("payment-service", KNET + "tranportal-id", () -> "1" + random("0123456789", 5));
        keep("payment-service", KNET + "tranportal-password", () -> random(ALPHANUMERIC, 24));
        keep("payment-service", KNET + "resource-key", () -> random(ALPHANUMERIC, 16));
        for (var name : List.of("tranportal-id", "tranportal-password", "resource-key")) {
            keep("sandbox", "knet." + name, () -> secret("payment-service", KNET + name));
        }
        keep("notification-service", TWILIO + "account-sid", () -> "AC" + random("0123456789abcdef", 32));
        keep("notification-service", TWILIO + "auth-token", () -> random("0123456789abcdef", 32));
        for (var name : List.of("access-token", "app-secret", "verify-token")) {
            keep("notification-service", META + name, () -> random(ALPHANUMERIC, 40));
            keep("sandbox", "meta." + name, () -> secret("notification-service", META + name));
        }
        keep("notification-service", VAPID, VapidKeys::make);
        keep("notification-service", FCM, () -> FcmAccount.make().json());
        keep("sandbox", "fcm.service-account", () -> secret("notification-service", FCM));
        keep("notification-service", ALERTS, () -> random(ALPHANUMERIC, 43));
        keep(ALERTMANAGER, "token", () -> secret("notification-service", ALERTS));
        keep("notification-service", BOUNCES, () -> random(ALPHANUMERIC, 43));
        keep("mail", "bounces.token", () -> secret("notification-service", BOUNCES));
        for (var name : List.of("account-sid", "auth-token")) {
            keep("sandbox", "twilio." + name, () -> secret("notification-service", TWILIO + name));
            keep("notification-service", TWILIO_WHATSAPP + name, () -> secret("notification-service", TWILIO + name));
        }
        // A part without secrets of its own gets its empty folder: the import of a missing one is easily mistyped.
        for (var part : Parts.NAMES) {
            ownerOnly(secrets(part));
        }
    }

    private void keep(String part, String property, Supplier<String> value) {
        ownerOnly(folder.resolve("secrets"));
        ownerOnly(secrets(part));
        var file = secrets(part).resolve(property);
        if (Files.exists(file)) {
            return;
        }
        try {
            var next = Files.createTempFile(secrets(part), ".", ".next"); // 0600 by contract
            Files.writeString(next, value.get());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ownerOnly(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Four groups of six, over 110 bits; a capital, a digit and a sign satisfy any composition rule. */
    private static String password() {
        return random("ABCDEFGHJKLMNPQRSTUVWXYZ", 1)
                + String.join("-", random(READABLE, 5), random(READABLE, 6), random(READABLE, 6), random(READABLE, 5))
                + random("23456789", 1);
    }

    private static String random(String alphabet, int length) {
        return RANDOM.ints(length, 0, alphabet.length())
                .collect(StringBuilder::new, (text, i) -> text.append(alphabet.charAt(i)), StringBuilder::append)
                .toString();
    }
}
