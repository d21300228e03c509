package io.aman.local.demo;

import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.require;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A receipt wherever its reader looks, and an inbox that tells what is new as it comes. */
final class InboxScenes {

    private static final String INBOX = "/api/notifications";

    private final NotificationCast cast;
    private final Recipient reader;
    private String lastSeen = "";

    InboxScenes(NotificationCast cast) {
        this.cast = cast;
        this.reader = cast.reader();
    }

    void run(Steps steps) {
        steps.step("A receipt comes in Arabic: live on a stream, in the inbox and by mail", this::receipt);
        steps.step("Whoever was away is told what came since, each entry once", this::missed);
        steps.step("The stream counts what is unread; one call reads all", this::readAll);
    }

    private String receipt() {
        var reference = cast.reference("live");
        try (var live = InboxStream.fromNowOn(reader::api)) {
            reader.pay(reference);
            var told = live.await(
                    "the receipt on the stream", event -> event.isEntry() && tellsOf(event.data(), reference));
            lastSeen = told.id();
            var entry = reader.entry(reference);
            require(entry.path("id").equals(told.data().path("id")), "the inbox has another entry: " + entry);
            require(entry.path("language").asString().equals("ar"), "not in Arabic: " + entry);
        }
        var mail = reader.mail(reference);
        var html = mail.path("html").asString();
        require(html.contains("dir=\"rtl\"") && html.contains("<bdi>"), "not isolated from right to left");
        return mail.path("subject").asString();
    }

    private static boolean tellsOf(JsonNode entry, String reference) {
        return entry.path("body").asString().contains(reference);
    }

    private String missed() {
        var missed = List.of(cast.reference("missed-1"), cast.reference("missed-2"));
        missed.forEach(reference -> {
            reader.pay(reference);
            reader.entry(reference);
        });
        try (var live = InboxStream.after(reader::api, lastSeen)) {
            missed.forEach(reference -> live.await(
                    reference + " on the stream", event -> event.isEntry() && tellsOf(event.data(), reference)));
            require(
                    live.entries().count() == missed.size(),
                    live.entries().toList().toString());
        }
        return "after %s: %s".formatted(lastSeen, String.join(", ", missed));
    }

    private String readAll() {
        try (var live = InboxStream.fromNowOn(reader::api)) {
            var before = unread();
            require(before >= 3, before + " unread");
            live.awaitUnread(before);
            expect(204, reader.api().post(INBOX + "/read-all"));
            live.awaitUnread(0);
            require(unread() == 0, unread() + " unread");
            return "%d, then 0, which the stream tells as well".formatted(before);
        }
    }

    private long unread() {
        return expect(200, reader.api().get(INBOX + "/unread-count"))
                .body()
                .path("unread")
                .asLong();
    }
}
