package io.aman.notification.inbox;

import io.aman.events.Actor;
import io.aman.notification.inbox.Box.Kind;
import io.aman.notification.inbox.MongoEntries.Stored;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.page.Cursor;
import io.aman.platform.write.ConditionalWrites;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Repository;

/**
 * Entries that are documents of their own, beside a box for each user.
 *
 * <p>An entry is stored at the place behind the last one, which no other can take, and then counted in the box: if that
 * is left undone, by a crash, whoever wants the next place does it first. A change to entries is promised in the box, and
 * then done to them: if that is left undone, the next change does it first. So each is done once, in one order, and no
 * count is ever taken.
 */
@Repository
class MongoInbox implements Inbox {

    private static final int MOST_TRIES = 50;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

    /** As many entries as one change names. */
    private static final int MOST_AT_ONCE = 100;

    private final MongoEntries entries;
    private final MongoBoxes boxes;
    private final MongoArrivals arrivals;

    MongoInbox(MongoOperations mongo, Outbox outbox, InboxAnnouncer announcer, Clock clock) {
        this.entries = new MongoEntries(mongo);
        this.boxes = new MongoBoxes(mongo, outbox, announcer);
        this.arrivals = new MongoArrivals(entries, boxes, clock);
    }

    @Override
    public void add(List<InboxEntry> all) {
        arrivals.add(all);
    }

    @Override
    public List<InboxEntry> page(String userId, InboxFilter filter, @Nullable Cursor after, int limit) {
        var box = boxes.find(userId).orElse(Box.empty(userId));
        return entries.page(box, filter, after, limit).stream()
                .map(stored -> stored.in(box))
                .toList();
    }

    @Override
    public long countUnread(String userId) {
        return boxes.find(userId).map(Box::unread).orElse(0L);
    }

    @Override
    public boolean markRead(String userId, String id, Instant now) {
        return change(userId, List.of(id), Kind.READ, now);
    }

    @Override
    public boolean markUnread(String userId, String id, Instant now) {
        return change(userId, List.of(id), Kind.UNREAD, now);
    }

    @Override
    public boolean remove(String userId, String id, Instant now) {
        return change(userId, List.of(id), Kind.REMOVE, now);
    }

    @Override
    public void markAllRead(String userId, Instant now) {
        var _ = untilNobodyIsFaster(() -> {
            var box = boxes.find(userId).orElse(Box.empty(userId));
            return done(box.unread() == 0 || boxes.readAll(box, now));
        });
    }

    private boolean change(String userId, List<String> ids, Kind kind, Instant now) {
        return untilNobodyIsFaster(() -> tryToChange(userId, ids, kind, now));
    }

    /** @return whether there is any of them; empty when somebody else was faster */
    private Optional<Boolean> tryToChange(String userId, List<String> ids, Kind kind, Instant now) {
        var box = boxes.find(userId).orElse(null);
        if (box == null) {
            return Optional.of(false);
        }
        if (box.change() != null) {
            entries.apply(box.change());
        }
        var found = entries.find(userId, ids);
        var uncounted = found.stream()
                .filter(one -> one.entry().position() > box.last())
                .findFirst();
        if (uncounted.isPresent()) {
            var _ = arrivals.settle(uncounted.get());
            return Optional.empty();
        }
        var changed = found.stream().filter(one -> isToChange(one, box, kind)).toList();
        if (changed.isEmpty()) {
            return Optional.of(!found.isEmpty());
        }
        var change =
                box.next(kind, changed.stream().map(one -> one.entry().id()).toList());
        if (!boxes.change(box, change, difference(changed, box, kind), now)) {
            return Optional.empty();
        }
        entries.apply(change);
        return Optional.of(true);
    }

    private static boolean isToChange(Stored stored, Box box, Kind kind) {
        return switch (kind) {
            case READ -> stored.isUnread(box);
            case UNREAD -> !stored.isUnread(box);
            case REMOVE -> true;
        };
    }

    private static long difference(List<Stored> changed, Box box, Kind kind) {
        return switch (kind) {
            case READ, REMOVE ->
                -changed.stream().filter(one -> one.isUnread(box)).count();
            case UNREAD -> changed.size();
        };
    }

    @Override
    public Map<String, InboxNews> news(Map<String, Long> after, int atMost) {
        var found = boxes.find(after.keySet());
        var places = new ArrayList<String>();
        var upTo = new HashMap<String, Long>();
        found.forEach((userId, box) -> {
            var seen = after.getOrDefault(userId, box.last());
            var end = box.last() - seen > atMost ? seen + atMost : box.last();
            upTo.put(userId, end);
            for (var position = seen + 1; seen < end && position <= end; position++) {
                places.add(MongoEntries.place(userId, position));
            }
        });
        var stored = entries.at(places).stream()
                .collect(Collectors.groupingBy(one -> one.entry().userId()));
        var news = new HashMap<String, InboxNews>();
        found.forEach((userId, box) -> news.put(
                userId,
                new InboxNews(
                        after.getOrDefault(userId, box.last()),
                        box.last(),
                        box.unread(),
                        upTo.getOrDefault(userId, box.last()),
                        inOrder(stored.getOrDefault(userId, List.of()), box))));
        return news;
    }

    private static List<InboxEntry> inOrder(List<Stored> stored, Box box) {
        return stored.stream()
                .map(one -> one.in(box))
                .sorted(Comparator.comparingLong(InboxEntry::position))
                .toList();
    }

    @Override
    public int removeOlder(Instant end, int atMost, Instant now) {
        var old = entries.olderThan(end, Math.min(atMost, MOST_AT_ONCE));
        old.stream()
                .collect(Collectors.groupingBy(
                        one -> one.entry().userId(),
                        Collectors.mapping(one -> one.entry().id(), Collectors.toList())))
                .forEach((userId, ids) -> {
                    var _ = boxes.of(userId);
                    var _ = change(userId, ids, Kind.REMOVE, now);
                });
        return old.size();
    }

    @Override
    public void forget(String userId, Actor by) {
        boxes.forget(userId); // first, so that nothing is counted that is about to go
        entries.removeAllOf(userId);
    }

    static Optional<Boolean> done(boolean isDone) {
        return isDone ? Optional.of(true) : Optional.empty();
    }

    static boolean untilNobodyIsFaster(Supplier<Optional<Boolean>> attempt) {
        return ConditionalWrites.untilNobodyIsFaster(MOST_TRIES, LONGEST_PAUSE, attempt)
                .orElseThrow(() -> new OptimisticLockingFailureException("an inbox is changed by too many at once"));
    }
}
