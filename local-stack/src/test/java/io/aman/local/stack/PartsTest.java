package io.aman.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsTest {

    @TempDir
    Path folder;

    private Installation installation;

    @BeforeEach
    void build() throws Exception {
        installation = new Installation(folder.resolve(".aman"));
        installation.makeSecrets();
        for (var module : List.of(
                "local-stack",
                "session-service",
                "security-service",
                "notification-service",
                "payment-service",
                "gateway")) {
            var target = Files.createDirectories(folder.resolve(module).resolve("target"));
            Files.createFile(target.resolve(module + "-0.1.0-SNAPSHOT.jar"));
        }
        Files.createFile(folder.resolve("local-stack/target/local-stack-0.1.0-SNAPSHOT-launcher.jar"));
    }

    @Test
    void infrastructureStartsBeforeServicesAndTheDatabaseIsFirst() {
        assertThat(parts(Map.of()).stream().map(Part::name)).containsExactlyElementsOf(Parts.NAMES);
        var processes = parts(Map.of()).stream()
                .map(part -> new PartProcess(part, installation))
                .toList();

        var waves = Startup.waves(processes);

        assertThat(waves).hasSize(2);
        assertThat(waves.getFirst().stream().map(process -> process.part().name()))
                .containsExactly("mongo", "kafka", "mail", "sandbox");
    }

    @Test
    void noSecretStandsOnACommandLineOrInWhatIsPrinted() {
        var secrets = List.of(
                installation.secret("session-service", Installation.ADMIN_PASSWORD),
                installation.secret("session-service", "session.token.refresh-key"),
                installation.secret("payment-service", "payment.provider.stripe.api-key"),
                "sk_test_real");

        for (var part : parts(Map.of("STRIPE_API_KEY", "sk_test_real"))) {
            var launch = part.launch().get();
            assertThat(launch.toString()).doesNotContain(secrets);
            assertThat(String.join(" ", launch.command())).doesNotContain(secrets);
        }
    }

    @Test
    void theSandboxIsStripeUnlessARealKeyIsGiven() {
        assertThat(launch("payment-service", Map.of()).environment())
                .containsEntry("PAYMENT_PROVIDER_STRIPE_BASE_URL", "http://127.0.0.1:8090/stripe")
                .doesNotContainKey("PAYMENT_PROVIDER_STRIPE_API_KEY");

        assertThat(launch(
                                "payment-service",
                                Map.of("STRIPE_API_KEY", "sk_test_real", "STRIPE_WEBHOOK_SECRET", "whsec_real"))
                        .environment())
                .containsEntry("PAYMENT_PROVIDER_STRIPE_BASE_URL", "https://api.stripe.com")
                .containsEntry("PAYMENT_PROVIDER_STRIPE_API_KEY", "sk_test_real")
                .containsEntry("PAYMENT_PROVIDER_STRIPE_WEBHOOK_SECRET", "whsec_real");

        assertThat(launch("payment-service", Map.of("STRIPE_BASE_URL", "http://127.0.0.1:12111"))
                        .environment())
                .containsEntry("PAYMENT_PROVIDER_STRIPE_BASE_URL", "http://127.0.0.1:12111");
    }

    @Test
    void theSandboxIsKnetUnlessARealTerminalIsGiven() {
        assertThat(launch("payment-service", Map.of()).environment())
                .containsEntry("PAYMENT_PROVIDER_KNET_BASE_URL", "http://127.0.0.1:8090/knet")
                .containsEntry("PAYMENT_PROVIDER_KNET_RESPONSE_URL", "http://127.0.0.1:8080/api/payments/webhook/knet")
                .doesNotContainKey("PAYMENT_PROVIDER_KNET_RESOURCE_KEY");

        assertThat(launch(
                                "payment-service",
                                Map.of(
                                        "KNET_BASE_URL",
                                        "https://kpay.example",
                                        "KNET_RESOURCE_KEY",
                                        "0123456789ABCDEF"))
                        .environment())
                .containsEntry("PAYMENT_PROVIDER_KNET_BASE_URL", "https://kpay.example")
                .containsEntry("PAYMENT_PROVIDER_KNET_RESOURCE_KEY", "0123456789ABCDEF");
    }

    @Test
    void theSandboxIsPayPalUnlessRealCredentialsAreGiven() {
        assertThat(launch("payment-service", Map.of()).environment())
                .containsEntry("PAYMENT_PROVIDER_PAYPAL_BASE_URL", "http://127.0.0.1:8090/paypal")
                .doesNotContainKey("PAYMENT_PROVIDER_PAYPAL_TRUSTED_CERTIFICATES");

        assertThat(launch(
                                "payment-service",
                                Map.of(
                                        "PAYPAL_CLIENT_ID", "real",
                                        "PAYPAL_CLIENT_SECRET", "hidden",
                                        "PAYPAL_WEBHOOK_ID", "hook"))
                        .environment())
                .containsEntry("PAYMENT_PROVIDER_PAYPAL_BASE_URL", "https://api-m.sandbox.paypal.com")
                .containsEntry("PAYMENT_PROVIDER_PAYPAL_CLIENT_ID", "real")
                .containsEntry("PAYMENT_PROVIDER_PAYPAL_CLIENT_SECRET", "hidden")
                .containsEntry("PAYMENT_PROVIDER_PAYPAL_WEBHOOK_ID", "hook")
                .containsEntry("PAYMENT_PROVIDER_PAYPAL_TRUSTED_CERTIFICATES", "");

        assertThat(launch("gateway", Map.of("PAYPAL_CLIENT_SECRET", "hidden")).environment())
                .doesNotContainValue("hidden");
    }

    @Test
    void noOtherPartSeesTheRealKeys() {
        for (var part : parts(Map.of("STRIPE_API_KEY", "sk_test_real"))) {
            assertThat(part.launch().get().withheld()).contains("STRIPE_API_KEY", "PAYPAL_CLIENT_SECRET");
            if (!part.name().equals("payment-service")) {
                assertThat(part.launch().get().environment()).doesNotContainValue("sk_test_real");
            }
        }
    }

    @Test
    void everyPartListensOnLoopbackAndFindsItsSecrets() {
        for (var part : parts(Map.of())) {
            var launch = part.launch().get();
            assertThat(launch.environment())
                    .containsEntry(
                            "AMAN_SECRETS", installation.secrets(part.name()).toString());
            if (part.tier() == Part.Tier.INFRASTRUCTURE) {
                assertThat(launch.command()).contains("127.0.0.1");
            } else {
                assertThat(launch.environment())
                        .containsEntry("SERVER_ADDRESS", "127.0.0.1")
                        .containsEntry("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
            }
        }
    }

    @Test
    void whatIsNotBuiltIsNamed() throws Exception {
        Files.delete(folder.resolve("gateway/target/gateway-0.1.0-SNAPSHOT.jar"));

        assertThatThrownBy(() -> launch("gateway", Map.of()))
                .isInstanceOf(StackFailure.NotBuilt.class)
                .hasMessageContaining("gateway is not built");
    }

    @Test
    void aFailedPreparationStartsNothing() throws Exception {
        Files.delete(folder.resolve("local-stack/target/local-stack-0.1.0-SNAPSHOT-launcher.jar"));
        var ports = Ports.random();
        var stack = new LocalStack(
                installation,
                ports,
                Parts.of(folder, installation, ports, new AsBuilt(), Map.of()),
                new Patience(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO));

        assertThatThrownBy(stack::start).isInstanceOf(StackFailure.NotBuilt.class);

        assertThat(stack.names()).noneMatch(stack::isRunning);
    }

    private Launch launch(String name, Map<String, String> given) {
        return parts(given).stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow()
                .launch()
                .get();
    }

    private List<Part> parts(Map<String, String> given) {
        return Parts.of(folder, installation, Ports.standard(), new AsBuilt(), given);
    }
}
