package io.aman.notification.channel.whatsapp;

import io.aman.notification.recipient.WhatsAppNumber;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Templates and windows for tests of either way to WhatsApp. */
public final class WhatsAppFixtures {

    public static final String CONTENT_SID = "HX" + "0".repeat(32);

    private WhatsAppFixtures() {}

    /** Of receipts alone. */
    public static WhatsAppTemplates templates() {
        var receipt = "notification.whatsapp.templates.payment-receipt.";
        return new WhatsAppTemplates(new Binder(new MapConfigurationPropertySource(Map.of(
                        receipt + "name", "payment_receipt",
                        receipt + "content-sids.ar", CONTENT_SID,
                        receipt + "parameters", "subject,text")))
                .bind("notification.whatsapp", TemplateProperties.class)
                .get());
    }

    /** None are approved. */
    public static WhatsAppTemplates noTemplates() {
        return new WhatsAppTemplates(new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("notification.whatsapp", TemplateProperties.class));
    }

    public static ConversationWindows windows() {
        return new ConversationWindows() {

            private final Set<WhatsAppNumber> open = new HashSet<>();

            @Override
            public void open(WhatsAppNumber number) {
                open.add(number);
            }

            @Override
            public void close(WhatsAppNumber number) {
                open.remove(number);
            }

            @Override
            public boolean isOpen(WhatsAppNumber number) {
                return open.contains(number);
            }
        };
    }
}
