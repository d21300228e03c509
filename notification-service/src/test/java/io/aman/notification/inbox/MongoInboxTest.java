package io.aman.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Actor;
import io.aman.platform.Ids;
import io.aman.platform.page.Cursor;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;

class MongoInboxTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("inbox"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final Inbox inbox = InboxFixture.inbox(mongo, clock);

    @Test
    void pagesShowEveryEntryOnceNewestFirstAlsoThoseOfOneInstant() {
        var ids = IntStream.range(0, 25)
                .mapToObj(i -> add("usr_a", NOW.plusMillis(i / 5)))
                .toList();
        add("usr_b", NOW);

        List<InboxEntry> seen = new ArrayList<>();
        Cursor after = null;
        for (var page = page("usr_a", null, 4); !page.isEmpty(); page = page("usr_a", after, 4)) {
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
        var first = page("usr_a", null, 1);
        add("usr_a", NOW.plusSeconds(2));

        var second = page("usr_a", place(first.getLast()), 1);

        assertThat(first).extracting(InboxEntry::id).containsExactly(newer);
        assertThat(second).extracting(InboxEntry::id).containsExactly(old);
    }

    @Test
    void anEntryAddedAgainStaysReadAsItWas() {
        var id = add("usr_a", NOW);
        assertThat(inbox.markRead("usr_a", id, NOW)).isTrue();

        inbox.add(InboxEntry.unread(id, "usr_a", "payment-receipt", "en", "again", "again", NOW.plusSeconds(5)));

        assertThat(page("usr_a", null, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.read()).isTrue();
            assertThat(entry.title()).isEqualTo("title");
        });
        assertThat(inbox.countUnread("usr_a")).isZero();
    }

    @Test
    void readingIsIdempotentAndOnlyForTheOwner() {
        var id = add("usr_a", NOW);

        assertThat(inbox.markRead("usr_b", id, NOW)).isFalse();
        assertThat(inbox.remove("usr_b", id, NOW)).isFalse();
        assertThat(inbox.countUnread("usr_a")).isOne();
        assertThat(inbox.markRead("usr_a", id, NOW)).isTrue();
        assertThat(inbox.markRead("usr_a", id, NOW)).isTrue();
        assertThat(inbox.markRead("usr_a", "ntf_unknown", NOW)).isFalse();
        assertThat(inbox.countUnread("usr_a")).isZero();
    }

    @Test
    void whatIsMarkedUnreadIsNewAgainAlsoAfterAllWasRead() {
        var first = add("usr_a", NOW);
        var second = add("usr_a", NOW.plusSeconds(1));
        inbox.markAllRead("usr_a", NOW);
        assertThat(inbox.countUnread("usr_a")).isZero();
        assertThat(page("usr_a", null, 10)).allMatch(InboxEntry::read);

        assertThat(inbox.markUnread("usr_a", first, NOW)).isTrue();
        assertThat(inbox.markUnread("usr_a", first, NOW)).isTrue();
        var third = add("usr_a", NOW.plusSeconds(2));

        assertThat(inbox.countUnread("usr_a")).isEqualTo(2);
        assertThat(unread("usr_a")).containsExactly(third, first).doesNotContain(second);
    }

    @Test
    void whatIsRemovedIsGoneAndCountsNoMore() {
        var read = add("usr_a", NOW);
        inbox.markRead("usr_a", read, NOW);
        var fresh = add("usr_a", NOW);

        assertThat(inbox.remove("usr_a", read, NOW)).isTrue();
        assertThat(inbox.countUnread("usr_a")).isOne();
        assertThat(inbox.remove("usr_a", fresh, NOW)).isTrue();
        assertThat(inbox.remove("usr_a", fresh, NOW)).isFalse();

        assertThat(inbox.countUnread("usr_a")).isZero();
        assertThat(page("usr_a", null, 10)).isEmpty();
        assertThat(add("usr_a", NOW))
                .satisfies(_ -> assertThat(positions("usr_a")).containsExactly(3L));
    }

    @Test
    void aListIsNarrowedByTypeTimeAndWhatIsUnread() {
        var receipt = add("usr_a", "payment-receipt", NOW);
        var decline = add("usr_a", "payment-declined", NOW.plusSeconds(1));
        var later = add("usr_a", "payment-receipt", NOW.plusSeconds(2));
        inbox.markRead("usr_a", later, NOW);

        assertThat(ids(new InboxFilter(false, "payment-receipt", null, null))).containsExactly(later, receipt);
        assertThat(ids(new InboxFilter(true, "payment-receipt", null, null))).containsExactly(receipt);
        assertThat(ids(new InboxFilter(false, null, NOW.plusSeconds(1), NOW.plusSeconds(2))))
                .containsExactly(decline);
        assertThat(ids(new InboxFilter(true, null, null, null))).containsExactly(decline, receipt);
        assertThat(ids(new InboxFilter(false, "no-such-type", null, null))).isEmpty();
    }

    @Test
    void positionsHaveNoGapHoweverManyAddAndReadAtOnce() throws Exception {
        var entries = IntStream.range(0, 60)
                .mapToObj(i -> InboxFixture.entry("usr_a", NOW.plusMillis(i)))
                .toList();

        AtOnce.run(180, i -> {
            if (i % 5 == 0) {
                inbox.add(entries.subList(i % entries.size(), Math.min(entries.size(), i % entries.size() + 8)));
            } else {
                inbox.add(entries.get(i % entries.size()));
            }
            if (i % 7 == 0) {
                inbox.markRead("usr_a", entries.get(i % entries.size()).id(), NOW);
            }
            return i;
        });

        assertThat(positions("usr_a"))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, entries.size()).boxed().toList());
        assertThat(inbox.countUnread("usr_a")).isEqualTo(unread("usr_a").size());
        assertThat(events("inbox.entry-added.v1")).hasSize(entries.size()).doesNotHaveDuplicates();
    }

    /** An older version is read, as it was, and can be read and removed. */
    @Test
    void anEntryFromBeforePositionsCanStillBeUsed() {
        add("usr_a", NOW);
        mongo.insert(
                new Document("_id", "ntf_old")
                        .append("userId", "usr_a")
                        .append("type", "payment-receipt")
                        .append("language", "en")
                        .append("title", "old")
                        .append("body", "old")
                        .append("createdAt", java.util.Date.from(NOW.minusSeconds(60))),
                "inbox");

        assertThat(page("usr_a", null, 10)).extracting(InboxEntry::read).containsExactly(false, true);
        assertThat(inbox.markUnread("usr_a", "ntf_old", NOW)).isTrue();
        assertThat(inbox.countUnread("usr_a")).isEqualTo(2);
        assertThat(unread("usr_a")).hasSize(2);
        assertThat(inbox.remove("usr_a", "ntf_old", NOW)).isTrue();
        assertThat(inbox.countUnread("usr_a")).isOne();
    }

    @Test
    void newsFollowFromAPositionInOrderAndInPortions() {
        var ids = IntStream.range(0, 7)
                .mapToObj(i -> add("usr_a", NOW.minusSeconds(i))) // clocks differ: their order is not the positions'
                .toList();
        inbox.remove("usr_a", ids.get(3), NOW);
        add("usr_b", NOW);

        var news = inbox.news(Map.of("usr_a", 1L, "usr_b", 5L, "usr_none", 0L), 4);

        assertThat(news).containsOnlyKeys("usr_a", "usr_b");
        assertThat(news.get("usr_a").entries())
                .extracting(InboxEntry::id)
                .containsExactly(ids.get(1), ids.get(2), ids.get(4));
        assertThat(news.get("usr_a").upTo()).isEqualTo(5);
        assertThat(news.get("usr_a").last()).isEqualTo(7);
        assertThat(news.get("usr_a").unread()).isEqualTo(6);
        assertThat(news.get("usr_b").entries()).isEmpty();
        assertThat(inbox.news(Map.of("usr_a", Long.MAX_VALUE), 4).get("usr_a").entries())
                .isEmpty();
    }

    @Test
    void whatIsKeptNoLongerIsRemovedAndCountsNoMore() {
        var properties = new InboxProperties(Duration.ofDays(30), Duration.ofHours(1));
        var retention = new InboxRetention(inbox, properties, clock);
        IntStream.range(0, 120).forEach(i -> add(i % 2 == 0 ? "usr_a" : "usr_b", NOW.minus(Duration.ofDays(31))));
        var kept = add("usr_a", NOW.minus(Duration.ofDays(29)));
        inbox.markRead("usr_b", page("usr_b", null, 1).getFirst().id(), NOW);

        assertThat(retention.remove()).isEqualTo(120);

        assertThat(page("usr_a", null, 10)).extracting(InboxEntry::id).containsExactly(kept);
        assertThat(inbox.countUnread("usr_a")).isOne();
        assertThat(inbox.countUnread("usr_b")).isZero();
        assertThat(retention.remove()).isZero();
    }

    @Test
    void nothingIsLeftOfWhoIsForgotten() {
        add("usr_a", NOW);
        var other = add("usr_b", NOW);

        inbox.forget("usr_a", Actor.user("usr_admin", null));
        inbox.forget("usr_a", Actor.user("usr_admin", null));

        assertThat(page("usr_a", null, 10)).isEmpty();
        assertThat(inbox.countUnread("usr_a")).isZero();
        assertThat(mongo.findAll(Document.class, "inboxes"))
                .extracting(box -> box.getString("_id"))
                .containsExactly("usr_b");
        assertThat(page("usr_b", null, 10)).extracting(InboxEntry::id).containsExactly(other);
    }

    /** What a process that adds has stored, when all is erased in between, must not stay for ever. */
    @Test
    void anEntryThatOutlivedItsInboxIsAddedAnew() {
        add("usr_a", NOW);
        add("usr_a", NOW);
        var late = InboxFixture.entry("usr_a", NOW);
        inbox.add(late);
        mongo.remove(new Query(), "inboxes");

        inbox.add(late);

        assertThat(inbox.countUnread("usr_a")).isPositive();
        assertThat(inbox.news(Map.of("usr_a", 0L), 10).get("usr_a").entries())
                .extracting(InboxEntry::id)
                .contains(late.id());
    }

    private List<String> events(String type) {
        return mongo.findAll(Document.class, "inboxes").stream()
                .flatMap(box -> box.getList("outbox", Document.class, List.of()).stream())
                .filter(event ->
                        type.equals(event.get("headers", Document.class).getString("ce_type")))
                .map(event -> event.getString("id"))
                .toList();
    }

    private List<Long> positions(String userId) {
        return page(userId, null, 100).stream().map(InboxEntry::position).toList();
    }

    private List<String> unread(String userId) {
        var found = inbox.page(userId, new InboxFilter(true, null, null, null), null, 100);
        var all = new HashSet<>(page(userId, null, 100));
        assertThat(all).containsAll(found);
        return found.stream().map(InboxEntry::id).toList();
    }

    private List<String> ids(InboxFilter filter) {
        return inbox.page("usr_a", filter, null, 10).stream()
                .map(InboxEntry::id)
                .toList();
    }

    private List<InboxEntry> page(String userId, Cursor after, int limit) {
        return inbox.page(userId, InboxFilter.ALL, after, limit);
    }

    private String add(String userId, Instant at) {
        return add(userId, "payment-receipt", at);
    }

    private String add(String userId, String type, Instant at) {
        var id = Ids.random("ntf_");
        inbox.add(InboxFixture.entry(id, userId, type, at));
        return id;
    }

    private static Cursor place(InboxEntry entry) {
        return new Cursor(entry.createdAt(), entry.id());
    }
}
