package io.aman.payment.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.provider.Notices;
import io.aman.platform.Secret;
import io.aman.testing.EmbeddedMongo;
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
import org.springframework.data.mongodb.core.MongoOperations;

class PayPalPropertiesTest {

    private static final String PREFIX = "payment.provider.paypal.";

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withBean(Notices.class, () -> _ -> true)
            .withBean(Clock.class, Clock::systemUTC)
            .withBean(
                    MongoOperations.class,
                    () -> EmbeddedMongo.template(EmbeddedMongo.freshDatabase("paypalproperties")))
            .withUserConfiguration(PayPalConfiguration.class);

    @TempDir
    private Path secrets;

    @Test
    void secretsAreFilesAndWhomToTrustIsOne() throws Exception {
        Files.writeString(secrets.resolve(PREFIX + "client-id"), "client_1\n");
        Files.writeString(secrets.resolve(PREFIX + "client-secret"), "hidden_1\n");
        Files.writeString(secrets.resolve(PREFIX + "webhook-id"), "WH1\n");
        Files.writeString(
                secrets.resolve(PREFIX + "trusted-certificates"), TestAuthority.pem(new TestAuthority().root()));
        application
                .withInitializer(context -> ConfigDataEnvironmentPostProcessor.applyTo(context.getEnvironment()))
                .withPropertyValues(
                        "spring.config.import=configtree:" + secrets + "/", PREFIX + "base-url=http://127.0.0.1:1")
                .run(context -> {
                    var properties = context.getBean(PayPalProperties.class);
                    assertThat(properties.clientSecret()).isEqualTo(Secret.of("hidden_1"));
                    assertThat(properties.webhookId()).isEqualTo("WH1");
                    assertThat(properties.certHosts()).containsExactly("api.paypal.com", "api.sandbox.paypal.com");
                    assertThat(properties.readTimeout()).isEqualTo(Duration.ofSeconds(8));
                    assertThat(properties.toString()).doesNotContain("client_1", "hidden_1");
                });
    }

    @Test
    void whomToTrustMayBeLeftToTheJdkButNotBeNonsense() {
        var complete = application.withPropertyValues(
                PREFIX + "base-url=http://127.0.0.1:1",
                PREFIX + "client-id=c",
                PREFIX + "client-secret=s",
                PREFIX + "webhook-id=w");
        complete.run(context -> assertThat(context).hasSingleBean(PayPalProvider.class));
        complete.withPropertyValues(PREFIX + "trusted-certificates=")
                .run(context -> assertThat(context).hasNotFailed());
        complete.withPropertyValues(PREFIX + "trusted-certificates=nonsense")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void withoutCredentialsTheServiceDoesNotStart() {
        application
                .withPropertyValues(PREFIX + "base-url=http://127.0.0.1:1")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void withoutAnAddressThereIsNoPayPal() {
        application.run(context -> assertThat(context).doesNotHaveBean(PayPalProvider.class));
    }
}
