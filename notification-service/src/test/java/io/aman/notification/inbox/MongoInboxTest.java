package io.aman.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.Ids;
import io.aman.platform.page.Cursor;
import io.aman.testing.EmbeddedMongo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MongoInboxTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final Inbox inbox = new MongoInbox(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("inbox")));

    @Test
    void pagesShowEveryEntryOnceNewestFirstAlsoThoseOfOneInstant() {
        var ids = IntStream.range(0, 25)
                .mapToObj(i -> add("usr_a", NOW.plusMillis(i / 5)))
                .toList();
        add("usr_b", NOW);

        List<InboxEntry> seen = new ArrayList<>();
        Cursor after = null;
        for (var page = inbox.page("usr_a", null, 4); !page.isEmpty(); page = inbox.page("usr_a", after, 4)) {
            seen.addAll(page);
            after = place(page.getLast());
        }

        assertThat(seen).extracting(InboxEntry::id).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(seen).extracting(InboxEntry::createdAt).isSortedAccordingTo((left, right) -> right.compareTo(left));
    }

    @Test
    void anEntryThatArrivesMeanwhileDisturbsNoPage() {
        var old = add("usr_a", NOW);
        var newer = add("usr_a", NOW.plusSeconds(1));
        var first = inbox.page("usr_a", null, 1);
        add("usr_a", NOW.plusSeconds(2));

        var second = inbox.page("usr_a", place(first.getLast()), 1);

        assertThat(first).extracting(InboxEntry::id).containsExactly(newer);
        assertThat(second).extracting(InboxEntry::id).containsExactly(old);
    }

    @Test
    void anEntryAddedAgainStaysReadAsItWas() {
        var id = add("usr_a", NOW);
        assertThat(inbox.markRead("usr_a", id, NOW)).isTrue();

        inbox.add(InboxEntry.unread(id, "usr_a", "payment-receipt", "en", "again", "again", NOW.plusSeconds(5)));

        assertThat(inbox.page("usr_a", null, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.read()).isTrue();
            assertThat(entry.title()).isEqualTo("title");
        });
        assertThat(inbox.countUnread("usr_a")).isZero();
    }

    @Test
    void readingIsIdempotentAndOnlyForTheOwner() {
        var id = add("usr_a", NOW);

        assertThat(inbox.markRead("usr_b", id, NOW)).isFalse();
        assertThat(inbox.countUnread("usr_a")).isOne();
        assertThat(inbox.markRead("usr_a", id, NOW)).isTrue();
        assertThat(inbox.markRead("usr_a", id, NOW)).isTrue();
        assertThat(inbox.markRead("usr_a", "ntf_unknown", NOW)).isFalse();
        assertThat(inbox.countUnread("usr_a")).isZero();
    }

    private String add(String userId, Instant at) {
        var id = Ids.random("ntf_");
        inbox.add(InboxEntry.unread(id, userId, "payment-receipt", "en", "title", "body", at));
        return id;
    }

    private static Cursor place(InboxEntry entry) {
        return new Cursor(entry.createdAt(), entry.id());
    }
}
