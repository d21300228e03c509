package io.aman.local.sandbox.meta;

import io.aman.local.sandbox.provider.Ids;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.Table;
import io.aman.local.sandbox.provider.Webhook;
import io.aman.local.sandbox.provider.Webhooks;
import java.time.Clock;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What Meta tells of a number's messages, and who writes to it. Everything here is to be called within a change. */
final class MetaWebhooks {
    private static final String ADDRESS = "/api/notifications/webhook/whatsapp";
    private static final long DAY_MILLIS = 86_400_000;
    private static final int MILLIS_PER_SECOND = 1000;

    /** Numbers that cannot be sent to, and why. */
    private static final Map<String, MetaError> FAILED = Map.of("15005550020", MetaError.UNDELIVERABLE);

    private final Webhooks webhooks;
    private final MetaKeys keys;
    private final Table writers;
    private final Ids ids;
    private final Clock clock;

    MetaWebhooks(Store store, Webhooks webhooks, MetaKeys keys, Ids ids, Clock clock) {
        this.webhooks = webhooks;
        this.keys = keys;
        this.writers = store.table("meta.writers");
        this.ids = ids;
        this.clock = clock;
    }

    /** Tells what becomes of a message by itself. */
    void carry(ObjectNode message, String causedBy) {
        var to = message.path("to").asString();
        var failure = FAILED.get(to);
        if (failure != null) {
            tell(message, "failed", failure.code(), causedBy);
        } else if (message.path("type").asString("text").equals("text") && !wroteLately(to)) {
            tell(message, "failed", MetaError.OUTSIDE_WINDOW.code(), causedBy);
        } else {
            tell(message, "sent", 0, causedBy);
            tell(message, "delivered", 0, causedBy);
        }
    }

    private boolean wroteLately(String number) {
        return writers.find(number)
                .filter(writer -> clock.millis() - writer.path("at").asLong() < DAY_MILLIS)
                .isPresent();
    }

    /** @param code of the failure; 0 for none */
    void tell(ObjectNode message, String status, int code, String causedBy) {
        var body = Json.object();
        var told = value(body).putArray("statuses").addObject();
        told.put("id", message.path("id").asString())
                .put("status", status)
                .put("timestamp", Long.toString(clock.millis() / MILLIS_PER_SECOND))
                .put("recipient_id", message.path("to").asString());
        if (message.has("biz_opaque_callback_data")) {
            told.put(
                    "biz_opaque_callback_data",
                    message.path("biz_opaque_callback_data").asString());
        }
        if (code != 0) {
            told.putArray("errors").addObject().put("code", code).put("title", "Message failed");
        }
        send(status, message.path("id").asString(), body, causedBy);
    }

    /** Somebody writes, and may be sent texts for a day. */
    void wrote(String from, String causedBy) {
        writers.put(from, Json.object().put("at", clock.millis()));
        var body = Json.object();
        value(body)
                .putArray("messages")
                .addObject()
                .put("from", from)
                .put("id", ids.next("wamid."))
                .put("timestamp", Long.toString(clock.millis() / MILLIS_PER_SECOND))
                .put("type", "text")
                .putObject("text")
                .put("body", "hello");
        send("received", from, body, causedBy);
    }

    private ObjectNode value(ObjectNode body) {
        body.put("object", "whatsapp_business_account");
        var change = body.putArray("entry")
                .addObject()
                .put("id", "200300400500600")
                .putArray("changes")
                .addObject()
                .put("field", "messages");
        var value = change.putObject("value").put("messaging_product", "whatsapp");
        value.putObject("metadata")
                .put("display_phone_number", "15550000000")
                .put("phone_number_id", keys.phoneNumberId());
        return value;
    }

    private void send(String type, String about, ObjectNode body, String causedBy) {
        webhooks.add(new Webhook(MetaSandbox.NAME, ids.next("wh_"), type, about, body.toString(), causedBy, ADDRESS));
    }
}
