package io.aman.notification.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.notification.channel.whatsapp.TemplateProperties.Part;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class TemplatePropertiesTest {

    private static final String PREFIX = "NOTIFICATION_WHATSAPP_TEMPLATES_";

    @Test
    void anEnvironmentNamesATypeWithoutItsDashes() {
        var sources = new MutablePropertySources();
        sources.addLast(new SystemEnvironmentPropertySource(
                "systemEnvironment",
                Map.of(
                        PREFIX + "PAYMENTRECEIPT_NAME", "payment_receipt",
                        PREFIX + "PAYMENTRECEIPT_CONTENTSIDS_AR", WhatsAppFixtures.CONTENT_SID,
                        PREFIX + "PAYMENTRECEIPT_PARAMETERS", "subject,text",
                        PREFIX + "ONETIMECODE_NAME", "code")));

        var templates = bind(sources).templates();

        assertThat(templates).containsOnlyKeys("payment-receipt", "one-time-code");
        assertThat(templates.get("payment-receipt")).satisfies(receipt -> {
            assertThat(receipt.name()).isEqualTo("payment_receipt");
            assertThat(receipt.contentSids()).containsEntry("ar", WhatsAppFixtures.CONTENT_SID);
            assertThat(receipt.parameters()).containsExactly(Part.SUBJECT, Part.TEXT);
        });
    }

    @Test
    void aTypeThatIsNoneStopsTheStart() {
        var sources = new MutablePropertySources();
        sources.addLast(new MapPropertySource(
                "file", Map.of("notification.whatsapp.templates.payment-reciept.name", "payment_receipt")));

        assertThatThrownBy(() -> bind(sources)).rootCause().hasMessageContaining("payment-reciept");
    }

    private static TemplateProperties bind(MutablePropertySources sources) {
        return new Binder(ConfigurationPropertySources.from(sources))
                .bind("notification.whatsapp", TemplateProperties.class)
                .get();
    }
}
