package io.aman.local.sandbox;

import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.WebhookTarget;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver of webhooks that remembers them. */
final class Received implements WebhookTarget {
    /** Answered instead of a status by nobody. */
    static final int NOBODY = 0;

    record Delivery(Map<String, String> headers, String body) {
        String type() {
            var event = Json.read(body);
            return event.path("type").asString(event.path("event_type").asString(""));
        }

        String id() {
            return Json.read(body).path("id").asString();
        }

        String signature() {
            return headers.get("Stripe-Signature");
        }
    }

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);

    @Override
    public int deliver(String provider, Map<String, String> headers, byte[] body) throws IOException {
        int answer = status.get();
        if (answer == NOBODY) {
            throw new ConnectException("nobody listens");
        }
        deliveries.add(new Delivery(headers, new String(body, StandardCharsets.UTF_8)));
        return answer;
    }

    void answer(int status) {
        this.status.set(status);
    }

    List<Delivery> about(String intent) {
        return deliveries.stream()
                .filter(delivery -> delivery.body().contains(intent))
                .toList();
    }

    List<String> types(String intent) {
        return about(intent).stream().map(Delivery::type).toList();
    }
}
