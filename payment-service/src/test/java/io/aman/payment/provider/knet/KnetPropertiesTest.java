package io.aman.payment.provider.knet;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.provider.Notices;
import io.aman.testing.EmbeddedMongo;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.data.mongodb.core.MongoOperations;

class KnetPropertiesTest {

    private static final String PREFIX = "payment.provider.knet.";

    private final ApplicationContextRunner nothing = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withBean(Notices.class, () -> _ -> true)
            .withBean(Clock.class, Clock::systemUTC)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(MongoOperations.class, () -> EmbeddedMongo.template(EmbeddedMongo.freshDatabase("knet")))
            .withUserConfiguration(KnetConfiguration.class);

    private final ApplicationContextRunner complete = nothing.withPropertyValues(
            PREFIX + "base-url=http://127.0.0.1:1",
            PREFIX + "tranportal-id=100001",
            PREFIX + "tranportal-password=Secret01",
            PREFIX + "resource-key=0123456789ABCDEF",
            PREFIX + "response-url=http://127.0.0.1:8080/api/payments/webhook/knet");

    @Test
    void aTerminalIsEnough() {
        complete.run(context -> {
            assertThat(context).hasSingleBean(KnetProvider.class);
            assertThat(context.getBean(KnetProperties.class).toString())
                    .doesNotContain("Secret01")
                    .doesNotContain("0123456789ABCDEF")
                    .doesNotContain("100001");
        });
    }

    @Test
    void withoutAnAddressThereIsNoKnet() {
        nothing.run(context -> assertThat(context).doesNotHaveBean(KnetProvider.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resource-key=short",
                "tranportal-password=",
                "language=FR",
                "response-url=http://shop.example/x",
                "response-url=https://shop.example/x?a=b&c=d",
                "response-url=",
                "certificate-warning=1h",
            })
    void aBadValueStopsTheStart(String property) {
        complete.withPropertyValues(PREFIX + property)
                .run(context -> assertThat(context).hasFailed());
    }
}
