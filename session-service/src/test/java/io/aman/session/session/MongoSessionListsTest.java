package io.aman.session.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.aman.events.ClientFacts;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.page.Cursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

class MongoSessionListsTest {

    private static final ClientFacts PHONE = new ClientFacts("MOBILE", "Chrome 141", "Android 15", "KW", "Kuwait City");
    private static final ClientFacts DESK = new ClientFacts("DESKTOP", "Firefox 140", "Linux", null, null);

    private final Stored stored = new Stored();
    private final ListSessions list =
            new ListSessions(stored.lists, (_, _) -> 7, stored.people, stored.policy, stored.clock);

    private List<String> mine(Session caller) {
        return list.mine(stored.caller(caller), null, 100, Session::id).items();
    }

    @Test
    void onlyWhatIsLiveIsListedNewestFirst() {
        var old = stored.started("usr_1");
        stored.clock.advance(Duration.ofMinutes(31));
        var ended = stored.started("usr_1");
        stored.sessions.end(ended.id(), EndReason.LOGOUT, Stored.BY);
        var first = stored.started("usr_1");
        stored.clock.advance(Duration.ofSeconds(1));
        var second = stored.started("usr_1");
        stored.started("usr_2");
        assertThat(mine(second)).containsExactly(second.id(), first.id());
        assertThat(stored.isLive(old)).isFalse();

        stored.people.endOthers(second, EndReason.TERMINATED, Stored.BY);
        assertThat(mine(second)).containsExactly(second.id());
    }

    @Test
    void pagesShowEachSessionOnce() {
        var started = new ArrayList<String>();
        for (var i = 0; i < 25; i++) {
            started.addFirst(stored.started("usr_1").id());
            stored.clock.advance(Duration.ofMillis(i % 2));
        }
        var caller = stored.caller(stored.read(started.getFirst()));
        var shown = new ArrayList<String>();
        String cursor = null;
        do {
            var page = list.mine(caller, Cursor.parse(cursor), 10, Session::id);
            shown.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(shown).containsExactlyInAnyOrderElementsOf(started).hasSize(25);
    }

    @Test
    void statisticsCountWhatThePersonSignedInWithOverThirtyDays() {
        stored.client = DESK;
        stored.started("usr_1");
        stored.clock.advance(Duration.ofDays(20));
        stored.client = PHONE;
        stored.started("usr_1");
        var last = stored.started("usr_1");
        stored.started("usr_1", new Proof(stored.now(), List.of("pwd"), "usr_admin", null));
        stored.started("usr_2");

        var statistics = list.statistics(stored.caller(last));
        assertThat(statistics.logins()).isEqualTo(3);
        assertThat(statistics.failedLogins()).isEqualTo(7);
        assertThat(statistics.devices())
                .extracting(count -> count.what().device(), ListSessions.Count::count, ListSessions.Count::lastSeen)
                .containsExactly(
                        tuple("MOBILE", 2L, last.createdAt()),
                        tuple("DESKTOP", 1L, last.createdAt().minus(Duration.ofDays(20))));
        assertThat(statistics.locations())
                .extracting(count -> count.what().city(), ListSessions.Count::count)
                .containsExactly(tuple("Kuwait City", 2L));

        stored.clock.advance(Duration.ofDays(11));
        assertThat(list.statistics(stored.caller(last)).logins()).isEqualTo(2);
    }

    @Test
    void recordsAreKeptAsLongAsTheyAreShownAndUntilTheirEventsArePublished() {
        var published = stored.started("usr_1");
        var waiting = stored.started("usr_1");
        stored.mongo.updateFirst(
                Query.query(Criteria.where("_id").is(published.id())),
                new Update().set(Outbox.FIELD, List.of()),
                MongoSessionDocument.COLLECTION);
        assertThat(stored.lists.removeOver(published.expiresAt().plus(MongoSessionIndexes.KEPT)))
                .isZero();
        assertThat(stored.lists.removeOver(
                        published.expiresAt().plus(MongoSessionIndexes.KEPT).plusMillis(1)))
                .isEqualTo(1);
        assertThat(stored.sessions.find(published.id())).isEmpty();
        assertThat(stored.sessions.find(waiting.id())).isPresent();
    }
}
