package io.aman.session.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.aman.events.ClientFacts;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.page.Cursor;
import io.aman.session.session.SessionLists.Filter;
import io.aman.session.session.SessionLists.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

class MongoSessionListsTest {

    private static final ClientFacts PHONE = new ClientFacts("MOBILE", "Chrome 141", "Android 15", "KW", "Kuwait City");
    private static final ClientFacts DESK = new ClientFacts("DESKTOP", "Firefox 140", "Linux", null, null);

    private final Stored stored = new Stored();
    private final ListSessions list = new ListSessions(stored.lists, stored.people, stored.policy, stored.clock);

    private List<Session> search(@Nullable String userId, @Nullable State state, @Nullable String address) {
        return stored.lists.search(new Filter(userId, state, address, null, null), stored.now(), null, 100);
    }

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
    void anAdministratorFindsByWhateverIsAsked() {
        var over = stored.started("usr_1");
        stored.sessions.end(over.id(), EndReason.LOGOUT, Stored.BY);
        var live = stored.started("usr_1");
        var other = stored.started("usr_2");
        assertThat(search(null, null, null)).hasSize(3);
        assertThat(search("usr_1", State.LIVE, null)).extracting(Session::id).containsExactly(live.id());
        assertThat(search("usr_1", State.OVER, null)).extracting(Session::id).containsExactly(over.id());
        assertThat(search(null, State.LIVE, "203.0.113.7"))
                .extracting(Session::id)
                .containsExactlyInAnyOrder(live.id(), other.id());
        assertThat(search(null, null, "203.0.113.8")).isEmpty();
        assertThat(search("{\"$gt\":\"\"}", null, null)).isEmpty();
        var later = stored.now().plusMillis(1);
        assertThat(stored.lists.search(new Filter(null, null, null, later, null), stored.now(), null, 9))
                .isEmpty();
        assertThat(stored.lists.search(new Filter(null, null, null, stored.now(), later), stored.now(), null, 9))
                .hasSize(3);
    }

    @Test
    void whoHasEndedAllSessionsHasNoLiveOneForAnAdministratorEither() {
        stored.started("usr_1");
        var other = stored.started("usr_2");
        stored.people.endAll("usr_1", EndReason.TERMINATED, Stored.BY);
        var live = list.all(
                new Filter(null, State.LIVE, null, null, null),
                null,
                10,
                found -> found.session().id());
        assertThat(live.items()).containsExactly(other.id());
        var all = list.all(new Filter(null, null, null, null, null), null, 10, ListSessions.Found::live);
        assertThat(all.items()).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void recordsAreKeptAsLongAsTheyAreShownAndUntilTheirEventsArePublished() {
        var published = stored.started("usr_1");
        var waiting = stored.started("usr_1");
        stored.mongo.updateFirst(
                Query.query(Criteria.where("_id").is(published.id())),
                new Update().set(Outbox.FIELD, List.of()),
                MongoSessionDocument.COLLECTION);
        assertThat(stored.lists.removeOver(published.expiresAt())).isZero();
        assertThat(stored.lists.removeOver(published.expiresAt().plusMillis(1))).isEqualTo(1);
        assertThat(stored.sessions.find(published.id())).isEmpty();
        assertThat(stored.sessions.find(waiting.id())).isPresent();
    }
}
