package io.aman.local.sandbox.provider;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Every webhook ever owed, and what became of it. */
final class WebhookLog {

    /** What became of a webhook. */
    enum State {
        PENDING,
        DELIVERED,
        /** A fault swallowed it. */
        DROPPED,
        /** The receiver refused it for too long. */
        ABANDONED
    }

    private final Store store;
    private final Clock clock;
    private final Table webhooks;

    /** Apart, so that noting an attempt doesn't write the body again. */
    private final Table bodies;

    private final Table pending;
    private final Table byObject;

    WebhookLog(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.webhooks = store.table("webhooks");
        this.bodies = store.table("webhooks.bodies");
        this.pending = store.table("webhooks.pending");
        this.byObject = store.table("webhooks.by-object");
    }

    void add(Webhook webhook, State state) {
        var row = Json.object()
                .put("provider", webhook.provider())
                .put("id", webhook.id())
                .put("type", webhook.type())
                .put("about", webhook.about())
                .put("causedBy", webhook.causedBy())
                .put("createdAt", clock.millis())
                .put("state", state.name())
                .put("attempts", 0)
                .putNull("deliveredStatus");
        bodies.put(webhook.id(), Json.object().put("body", webhook.body()).put("address", webhook.address()));
        webhooks.put(webhook.id(), row);
        byObject.put(webhook.about() + "/" + webhook.id(), Json.object());
        if (state == State.PENDING) {
            pending.put(webhook.id(), Json.object());
        }
    }

    Optional<Webhook> find(String id) {
        return store.read(() -> webhooks.find(id).map(this::webhook));
    }

    long ageMillis(String id) {
        return clock.millis() - store.read(() -> row(id)).path("createdAt").asLong();
    }

    /** What is still owed, oldest first, without bodies. */
    List<ObjectNode> pending() {
        return store.read(() -> pending.ids().map(this::row).toList());
    }

    /** Without their bodies, oldest first. */
    List<ObjectNode> about(String object) {
        return store.read(() -> byObject.ids(object + "/")
                .map(key -> row(key.substring(object.length() + 1)))
                .toList());
    }

    /** Notes an attempt; a status of 0 means that no answer came. */
    void attempted(String id, int status, State state) {
        store.change(() -> {
            var row = row(id);
            row.put("attempts", row.path("attempts").asInt() + 1)
                    .put("state", state.name())
                    .put("deliveredStatus", status);
            webhooks.put(id, row);
            if (state != State.PENDING) {
                pending.remove(id);
            }
            return row;
        });
    }

    private ObjectNode row(String id) {
        return webhooks.find(id).orElseThrow(() -> new IllegalStateException("no webhook " + id));
    }

    private Webhook webhook(ObjectNode row) {
        var body = bodies.find(row.path("id").asString()).orElseThrow();
        var provider = row.path("provider").asString();
        return new Webhook(
                provider,
                row.path("id").asString(),
                row.path("type").asString(),
                row.path("about").asString(),
                body.path("body").asString(),
                row.path("causedBy").asString(),
                body.path("address").asString("/api/payments/webhook/" + provider));
    }
}
