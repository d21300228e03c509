package io.aman.notification.channel.twilio;

import io.aman.notification.channel.whatsapp.ConversationWindows;
import io.aman.notification.channel.whatsapp.WhatsAppTemplates;
import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Provider;
import io.aman.notification.recipient.WhatsAppNumber;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * WhatsApp messages: by an approved template, or as plain text within a day of the person's last word to us.
 *
 * @see <a href="https://www.twilio.com/docs/content/send-templates-created-with-the-content-template-builder">Content templates</a>
 */
final class TwilioWhatsApp implements Provider {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int OUTSIDE_WINDOW = 63_016;

    private final String from;
    private final TwilioClient twilio;
    private final TwilioCallback callback;
    private final WhatsAppTemplates templates;
    private final ConversationWindows windows;

    TwilioWhatsApp(
            String from,
            TwilioClient twilio,
            TwilioCallback callback,
            WhatsAppTemplates templates,
            ConversationWindows windows) {
        this.from = from;
        this.twilio = twilio;
        this.callback = callback;
        this.templates = templates;
        this.windows = windows;
    }

    @Override
    public String channel() {
        return WhatsAppTemplates.CHANNEL;
    }

    @Override
    public String name() {
        return "twilio";
    }

    @Override
    public Outcome send(Delivery delivery, int attempt) {
        if (!(delivery.to() instanceof WhatsAppNumber to)) {
            return new Refused("address-malformed");
        }
        var fields = new LinkedHashMap<String, String>();
        fields.put("To", to.value());
        var sender = TwilioClient.senderField(from);
        fields.put(sender, sender.equals("From") ? WhatsAppNumber.SCHEME + from : from);
        fields.put("StatusCallback", callback.of(delivery, attempt, name()));
        var template = templates.contentSid(delivery);
        if (template.isPresent()) {
            fields.put("ContentSid", template.get().contentSid());
            fields.put("ContentVariables", JSON.writeValueAsString(numbered(template.get())));
        } else if (windows.isOpen(to)) {
            fields.put("Body", delivery.message().text());
        } else {
            return new Refused("whatsapp-no-template");
        }
        var outcome = twilio.send(fields);
        if (outcome instanceof Refused refused
                && refused.reason().equals(TwilioAnswer.reason(channel(), OUTSIDE_WINDOW))) {
            windows.close(to);
        }
        return outcome;
    }

    /** Variables are numbered from one. */
    private static Map<String, String> numbered(WhatsAppTemplates.Content content) {
        var variables = new TreeMap<String, String>();
        content.parameters().forEach(value -> variables.put(Integer.toString(variables.size() + 1), value));
        return variables;
    }
}
