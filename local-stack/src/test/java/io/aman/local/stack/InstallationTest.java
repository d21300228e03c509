package io.aman.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.sandbox.paypal.PayPalCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    @TempDir
    Path folder;

    private Installation installation;

    @BeforeEach
    void make() {
        installation = new Installation(folder.resolve("one"));
        installation.makeSecrets();
    }

    @Test
    void secretsAreMadeOnce() {
        var first = installation.secret("session-service", Installation.ADMIN_PASSWORD);

        installation.makeSecrets();

        assertThat(installation.secret("session-service", Installation.ADMIN_PASSWORD))
                .isEqualTo(first);
    }

    @Test
    void aMissingSecretIsMadeAndTheOthersStay() throws Exception {
        var refresh = installation.secret("session-service", "session.token.refresh-key");
        Files.delete(installation.secrets("session-service").resolve("session.token.key-encryption-key"));

        installation.makeSecrets();

        assertThat(installation.secret("session-service", "session.token.refresh-key"))
                .isEqualTo(refresh);
        assertThat(installation.secret("session-service", "session.token.key-encryption-key"))
                .isNotBlank();
    }

    @Test
    void onlyTheOwnerReadsThem() throws Exception {
        try (var files = Files.walk(installation.folder().resolve("secrets"))) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void keysAreThirtyTwoBytesAndThePasswordIsLongAndMixed() {
        for (var key : new String[] {"session.token.key-encryption-key", "session.token.refresh-key"}) {
            assertThat(Base64.getDecoder().decode(installation.secret("session-service", key)))
                    .hasSize(32);
        }
        assertThat(Base64.getDecoder().decode(installation.secret("payment-service", Installation.AUDIT_KEY)))
                .hasSize(32);
        assertThat(installation.secret("session-service", Installation.ADMIN_PASSWORD))
                .hasSizeGreaterThanOrEqualTo(20)
                .matches(".*[A-Z].*")
                .matches(".*[a-z].*")
                .matches(".*[0-9].*")
                .matches(".*[^A-Za-z0-9].*");
    }

    @Test
    void whoRendersAMessageOpensWhatWasSealed() {
        assertThat(Base64.getDecoder().decode(installation.secret("session-service", Installation.SEALING_KEYS)))
                .hasSize(32);
        assertThat(installation.secret("notification-service", Installation.SEALING_KEYS))
                .isEqualTo(installation.secret("session-service", Installation.SEALING_KEYS));
    }

    @Test
    void theSandboxKnowsTheAccountThatSendsShortMessages() {
        for (var name : List.of("account-sid", "auth-token")) {
            assertThat(installation.secret("sandbox", "twilio." + name))
                    .matches("(AC)?[0-9a-f]{32}")
                    .isEqualTo(installation.secret("notification-service", "notification.sms.twilio." + name));
        }
    }

    @Test
    void theMailCatcherHasTheTokenThatLetsBouncesIn() {
        assertThat(installation.secret("mail", "bounces.token"))
                .hasSizeGreaterThanOrEqualTo(32)
                .isEqualTo(installation.secret("notification-service", "notification.email.bounces.tokens"));
    }

    @Test
    void theGatewayHasTheSecretThatSessionServiceKnowsItBy() {
        assertThat(installation.secret("gateway", "gateway.introspection.client-secret"))
                .hasSizeGreaterThanOrEqualTo(32)
                .isEqualTo(installation.secret("session-service", Installation.GATEWAY_CLIENT));
    }

    @Test
    void theSandboxKnowsWhatPaymentServiceSigns() {
        assertThat(installation.secret("sandbox", "stripe.api-key"))
                .startsWith("sk_test_")
                .isEqualTo(installation.secret("payment-service", "payment.provider.stripe.api-key"));
        assertThat(installation.secret("sandbox", "stripe.webhook-secret"))
                .startsWith("whsec_")
                .isEqualTo(installation.secret("payment-service", "payment.provider.stripe.webhook-secret"));
    }

    @Test
    void theSandboxPlaysThePaymentServicesOwnTerminal() {
        for (var name : new String[] {"tranportal-id", "tranportal-password", "resource-key"}) {
            assertThat(installation.secret("sandbox", "knet." + name))
                    .isEqualTo(installation.secret("payment-service", "payment.provider.knet." + name));
        }
        assertThat(installation.secret("sandbox", "knet.resource-key")).hasSize(16);
    }

    @Test
    void theSandboxPlaysThePayPalThatPaymentServiceTrusts() {
        for (var shared : List.of("client-id", "client-secret", "webhook-id")) {
            assertThat(installation.secret("sandbox", "paypal." + shared))
                    .isNotBlank()
                    .isEqualTo(installation.secret("payment-service", "payment.provider.paypal." + shared));
        }
        var signing = installation.secret("sandbox", "paypal.signing");
        var trusted = installation.secret("payment-service", "payment.provider.paypal.trusted-certificates");
        assertThat(signing).contains("PRIVATE KEY").endsWith(trusted);
        assertThat(trusted).startsWith("-----BEGIN CERTIFICATE-----").doesNotContain("PRIVATE");
        assertThat(PayPalCertificates.of(signing).authorityPem()).isEqualTo(trusted);
    }

    @Test
    void noTwoInstallationsShareASecret() {
        var other = new Installation(folder.resolve("two"));
        other.makeSecrets();

        assertThat(other.secret("session-service", Installation.ADMIN_PASSWORD))
                .isNotEqualTo(installation.secret("session-service", Installation.ADMIN_PASSWORD));
    }

    @Test
    void clearingLeavesNothingOfDataAndSecrets() throws Exception {
        Files.createDirectories(installation.data("mongo"));
        Files.writeString(installation.data("mongo").resolve("file"), "x");

        installation.clear();

        assertThat(installation.data("mongo")).doesNotExist();
        assertThat(installation.secrets("session-service")).doesNotExist();
    }
}
