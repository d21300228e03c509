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
    private final Table pending;
    private final Table byObject;

    WebhookLog(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.webhooks = store.table("webhooks");
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
                .putNull("deliveredStatus")
                .put("body", webhook.body());
        webhooks.put(webhook.id(), row);
        byObject.put(webhook.about() + "/" + webhook.id(), Json.object());
        if (state == State.PENDING) {
            pending.put(webhook.id(), Json.object());
        }
    }

    Optional<Webhook> find(String id) {
        return store.read(() -> webhooks.find(id)).map(WebhookLog::webhook);
    }

    long ageMillis(String id) {
        return clock.millis() - store.read(() -> row(id)).path("createdAt").asLong();
    }

    List<Webhook> pending() {
        return store.read(
                () -> pending.ids().map(this::row).map(WebhookLog::webhook).toList());
    }

    /** Without their bodies, oldest first. */
    List<ObjectNode> about(String object) {
        return store.read(() -> byObject.ids(object + "/")
                .map(key -> row(key.substring(object.length() + 1)))
                .map(row -> row.without("body"))
                .map(ObjectNode.class::cast)
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

    private static Webhook webhook(ObjectNode row) {
        return new Webhook(
                row.path("provider").asString(),
                row.path("id").asString(),
                row.path("type").asString(),
                row.path("about").asString(),
                row.path("body").asString(),
                row.path("causedBy").asString());
    }
}
