package io.aman.payment.provider.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.provider.MethodHints;
import io.aman.payment.provider.Notices;
import io.aman.platform.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

class StripePropertiesTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withBean(Notices.class, () -> _ -> true)
            .withBean(MethodHints.class, () -> (_, _) -> {})
            .withBean(Clock.class, Clock::systemUTC)
            .withUserConfiguration(StripeConfiguration.class);

    @TempDir
    private Path secrets;

    @Test
    void secretsAreFilesAndSeveralWebhookSecretsAreOneLine() throws Exception {
        Files.writeString(secrets.resolve("payment.provider.stripe.api-key"), "sk_test_1\n");
        Files.writeString(secrets.resolve("payment.provider.stripe.webhook-secret"), "whsec_1,whsec_2\n");
        application
                .withInitializer(context -> ConfigDataEnvironmentPostProcessor.applyTo(context.getEnvironment()))
                .withPropertyValues(
                        "spring.config.import=configtree:" + secrets + "/",
                        "payment.provider.stripe.base-url=http://127.0.0.1:1")
                .run(context -> {
                    var properties = context.getBean(StripeProperties.class);
                    assertThat(properties.apiKey()).isEqualTo(Secret.of("sk_test_1"));
                    assertThat(properties.webhookSecret()).containsExactly(Secret.of("whsec_1"), Secret.of("whsec_2"));
                    assertThat(properties.readTimeout()).isEqualTo(Duration.ofSeconds(4));
                    assertThat(properties.toString()).doesNotContain("sk_test").doesNotContain("whsec");
                });
    }

    @Test
    void withoutAKeyTheServiceDoesNotStart() {
        application
                .withPropertyValues("payment.provider.stripe.base-url=http://127.0.0.1:1")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void withoutAnAddressThereIsNoStripe() {
        application.run(context -> assertThat(context).doesNotHaveBean(StripeProvider.class));
    }
}
