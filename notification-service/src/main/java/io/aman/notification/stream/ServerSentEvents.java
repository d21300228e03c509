package io.aman.notification.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aman.notification.inbox.InboxEntry;
import io.aman.notification.inbox.InboxItem;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as they are written, one after the other. Their ids are positions in the inbox.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">HTML, parsing an
 *     event stream</a>
 */
final class ServerSentEvents {

    private record Unread(long unread) {}

    private static final byte[] HEARTBEAT = ":\n\n".getBytes(UTF_8);

    private final JsonMapper json;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ServerSentEvents(JsonMapper json) {
        this.json = json;
    }

    /** A comment, which clients pass over. */
    static byte[] heartbeat() {
        return HEARTBEAT.clone();
    }

    /** How long a client waits before it comes again. */
    ServerSentEvents retry(Duration after) {
        return line("retry", Long.toString(after.toMillis()));
    }

    ServerSentEvents entry(InboxEntry entry) {
        return id(entry.position()).event("notification", json.writeValueAsString(InboxItem.of(entry)));
    }

    ServerSentEvents unread(long unread) {
        return event("unread", json.writeValueAsString(new Unread(unread)));
    }

    /** Tells to read the list instead of waiting for what was missed. */
    ServerSentEvents reset(long position) {
        return id(position).event("reset", "{}");
    }

    /** Belongs to the event that follows. */
    ServerSentEvents id(long position) {
        return line("id", Long.toString(position));
    }

    boolean isEmpty() {
        return bytes.size() == 0;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    /** JSON has no line break outside of its strings, and escapes those inside. */
    private ServerSentEvents event(String name, String data) {
        line("event", name).line("data", data);
        bytes.write('\n');
        return this;
    }

    private ServerSentEvents line(String field, String value) {
        bytes.writeBytes((field + ": " + value + "\n").getBytes(UTF_8));
        return this;
    }
}
