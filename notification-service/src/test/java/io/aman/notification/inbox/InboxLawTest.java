package io.aman.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.CrashingMongo;
import io.aman.notification.CrashingMongo.Moment;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever is done to an inbox, in any order, and wherever a process dies while it does: list and count agree. */
class InboxLawTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final String USER = "usr_a";

    enum Kind {
        ADD,
        ADD_MANY,
        READ,
        UNREAD,
        READ_ALL,
        REMOVE
    }

    /** @param crashAt the write at which it dies first, before it is done again; 0 where it does not */
    record Step(Kind kind, int entry, int crashAt, Moment moment) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(4, Arbitraries.just(Kind.ADD)), Tuple.of(5, Arbitraries.of(Kind.class))),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.of(Moment.class))
                .as(Step::new)
                .list()
                .ofMaxSize(25);
    }

    @Property(tries = 150)
    void listAndCountAgreeWhateverHappens(@ForAll("steps") List<Step> steps) {
        var mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("inbox-law"));
        var clock = MutableClock.at("2026-11-25T10:00:00Z");
        var inbox = InboxFixture.inbox(mongo, clock);
        Map<String, Boolean> unread = new LinkedHashMap<>();
        for (var step : steps) {
            if (step.crashAt() > 0) {
                var doomed = InboxFixture.inbox(CrashingMongo.at(mongo, step.crashAt(), step.moment()), clock);
                try {
                    act(doomed, step);
                } catch (CrashingMongo.Crash _) {
                    // and now again, as whoever asked for it does
                }
            }
            act(inbox, step);
            expect(unread, step);
        }

        var listed = new LinkedHashMap<String, Boolean>();
        inbox.page(USER, InboxFilter.ALL, null, 100).forEach(entry -> listed.put(entry.id(), !entry.read()));
        assertThat(listed).containsExactlyInAnyOrderEntriesOf(unread);
        assertThat(inbox.countUnread(USER))
                .isEqualTo(unread.values().stream().filter(is -> is).count());
        assertThat(inbox.page(USER, new InboxFilter(true, null, null, null), null, 100))
                .extracting(InboxEntry::id)
                .containsExactlyInAnyOrderElementsOf(unread.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .toList());
        var told = inbox.news(Map.of(USER, 0L), 1_000).getOrDefault(USER, InboxNews.NONE);
        assertThat(told.entries()).extracting(InboxEntry::id).containsExactlyInAnyOrderElementsOf(unread.keySet());
        assertThat(told.entries()).extracting(InboxEntry::position).isSorted().doesNotHaveDuplicates();
    }

    private static void act(Inbox inbox, Step step) {
        switch (step.kind()) {
            case ADD -> inbox.add(entry(id(step), USER));
            case ADD_MANY ->
                inbox.add(Stream.concat(
                                many(step).map(id -> entry(id, USER)),
                                many(step).map(id -> entry(id + "_b", "usr_b")))
                        .toList());
            case READ -> inbox.markRead(USER, id(step), NOW);
            case UNREAD -> inbox.markUnread(USER, id(step), NOW);
            case READ_ALL -> inbox.markAllRead(USER, NOW);
            case REMOVE -> inbox.remove(USER, id(step), NOW);
        }
    }

    private static void expect(Map<String, Boolean> unread, Step step) {
        switch (step.kind()) {
            case ADD -> unread.putIfAbsent(id(step), true);
            case ADD_MANY -> many(step).forEach(id -> unread.putIfAbsent(id, true));
            case READ -> unread.computeIfPresent(id(step), (_, _) -> false);
            case UNREAD -> unread.computeIfPresent(id(step), (_, _) -> true);
            case READ_ALL -> unread.replaceAll((_, _) -> false);
            case REMOVE -> unread.remove(id(step));
        }
    }

    private static InboxEntry entry(String id, String user) {
        return InboxFixture.entry(id, user, "payment-receipt", NOW.plusSeconds(id.hashCode() % 100));
    }

    /** Three of a user together. */
    private static Stream<String> many(Step step) {
        return IntStream.range(0, 3).mapToObj(i -> id(step.entry() + i));
    }

    private static String id(Step step) {
        return id(step.entry());
    }

    private static String id(int entry) {
        return "ntf_" + "%032x".formatted(entry);
    }
}
