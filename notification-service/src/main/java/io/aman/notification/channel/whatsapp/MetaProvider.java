package io.aman.notification.channel.whatsapp;

import io.aman.notification.channel.http.CarrierHttp;
import io.aman.notification.channel.http.RetryAfter;
import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Provider;
import io.aman.notification.recipient.WhatsAppNumber;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * WhatsApp messages: by an approved template, or as plain text within a day of the person's last word to us. Meta knows
 * no idempotency key, but hands back with each status what it was told of the message.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages">Messages</a>
 */
final class MetaProvider implements Provider, AutoCloseable {

    static final String NAME = "meta";

    private static final JsonMapper JSON = new JsonMapper();

    private final MetaProperties properties;
    private final WhatsAppTemplates templates;
    private final ConversationWindows windows;
    private final CarrierHttp http;
    private final Clock clock;
    private final URI messages;

    MetaProvider(MetaProperties properties, WhatsAppTemplates templates, ConversationWindows windows, Clock clock) {
        this.properties = properties;
        this.templates = templates;
        this.windows = windows;
        this.http = new CarrierHttp(WhatsAppTemplates.CHANNEL, properties.connectTimeout(), properties.readTimeout());
        this.clock = clock;
        this.messages = URI.create("%s/%s/%s/messages"
                .formatted(
                        properties.baseUrl().toString().replaceFirst("/$", ""),
                        properties.version(),
                        properties.phoneNumberId()));
    }

    @Override
    public String channel() {
        return WhatsAppTemplates.CHANNEL;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Outcome send(Delivery delivery, int attempt) {
        if (!(delivery.to() instanceof WhatsAppNumber to)) {
            return new Refused("address-malformed");
        }
        var body = body(delivery, to);
        if (body.isEmpty()) {
            return new Refused("whatsapp-no-template");
        }
        body.get().put("biz_opaque_callback_data", MetaWire.correlation(delivery.id(), attempt));
        var outcome = post(body.get());
        if (outcome instanceof Deferred deferred
                && deferred.reason().equals(MetaAnswer.reason(MetaAnswer.OUTSIDE_WINDOW))) {
            windows.close(to);
        }
        return outcome;
    }

    private Optional<ObjectNode> body(Delivery delivery, WhatsAppNumber to) {
        var body = JSON.createObjectNode()
                .put("messaging_product", "whatsapp")
                .put("recipient_type", "individual")
                .put("to", to.number().value().substring(1));
        var template = templates.template(delivery);
        if (template.isPresent()) {
            fill(body, template.get(), delivery.message().language().tag());
            return Optional.of(body);
        }
        if (!windows.isOpen(to)) {
            return Optional.empty();
        }
        body.put("type", "text")
                .putObject("text")
                .put("preview_url", false)
                .put("body", delivery.message().text());
        return Optional.of(body);
    }

    private static void fill(ObjectNode body, WhatsAppTemplates.Filled filled, String language) {
        var template = body.put("type", "template").putObject("template").put("name", filled.name());
        template.putObject("language").put("code", language);
        var parameters =
                template.putArray("components").addObject().put("type", "body").putArray("parameters");
        filled.parameters()
                .forEach(text -> parameters.addObject().put("type", "text").put("text", text));
    }

    private Outcome post(ObjectNode body) {
        var request = HttpRequest.newBuilder(messages)
                .header("Authorization", "Bearer " + properties.accessToken().reveal())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        return http.send(
                request,
                answer -> MetaAnswer.outcome(
                        answer.statusCode(), answer.body(), RetryAfter.of(answer.headers(), clock.instant())));
    }

    @Override
    public void close() {
        http.close();
    }
}
