package io.aman.local.sandbox.twilio;

import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.Table;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/** Every message by its sid; sids sort by the time they were made. */
final class TwilioState {
    private static final int MICROS_PER_MILLI = 1000;
    private static final long DAY_MILLIS = 86_400_000;

    private final Store store;
    private final Clock clock;
    private final Table messages;
    private final Table writers;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();

    TwilioState(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.messages = store.table("twilio.messages");
        this.writers = store.table("twilio.writers");
    }

    /** A message as Twilio shows it before the carrier has it. */
    ObjectNode add(String account, String from, String to, String body, String validity) {
        var sid = "SM%016x%016x".formatted(stamp(), random.nextLong());
        var message = Json.object()
                .put("sid", sid)
                .put("account_sid", account)
                .put("from", from)
                .put("to", to)
                .put("body", body)
                .put("num_segments", Integer.toString(Segments.of(body)))
                .put("direction", "outbound-api")
                .put("status", "queued")
                .put("validity_period", validity)
                .put(
                        "date_created",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().atOffset(ZoneOffset.UTC)))
                .put("uri", "/2010-04-01/Accounts/%s/Messages/%s.json".formatted(account, sid));
        return store.change(() -> {
            messages.put(sid, message);
            return message;
        });
    }

    /** Writes a message that has changed; within a change. */
    void put(ObjectNode message) {
        messages.put(message.path("sid").asString(), message);
    }

    /** Somebody wrote to us; within a change. */
    void wrote(String number) {
        writers.put(number, Json.object().put("at", clock.millis()));
    }

    /** Whether they wrote within a day; within a change. */
    boolean wroteLately(String number) {
        return writers.find(number)
                .filter(writer -> clock.millis() - writer.path("at").asLong() < DAY_MILLIS)
                .isPresent();
    }

    Optional<ObjectNode> find(String sid) {
        return store.read(() -> messages.find(sid));
    }

    /** @param to empty for those to anybody */
    List<ObjectNode> newestFirst(String to) {
        return store.read(() -> messages.newestFirst(null)
                .filter(message -> to.isEmpty() || message.path("to").asString().equals(to))
                .toList());
    }

    private long stamp() {
        long now = clock.millis() * MICROS_PER_MILLI;
        return last.updateAndGet(before -> Math.max(before + 1, now));
    }
}
