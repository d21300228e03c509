package io.aman.notification.inbox;

import io.aman.notification.inbox.MongoEntries.Stored;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How entries get into an inbox: each is stored at the place behind the last one, which no other can take, and then counted
 * in the box.
 */
final class MongoArrivals {

    private final MongoEntries entries;
    private final MongoBoxes boxes;
    private final Clock clock;

    MongoArrivals(MongoEntries entries, MongoBoxes boxes, Clock clock) {
        this.entries = entries;
        this.boxes = boxes;
        this.clock = clock;
    }

    /** Together, as far as nobody else writes to the same inboxes; what that leaves one after the other. */
    void add(List<InboxEntry> all) {
        if (all.size() == 1) {
            addAlone(all.getFirst());
        } else {
            addTogether(all).forEach(this::addAlone);
        }
    }

    private void addAlone(InboxEntry entry) {
        var _ = MongoInbox.untilNobodyIsFaster(() -> tryToAdd(entry));
    }

    /**
     * Stores all, each behind the one before in its inbox, then counts those of each inbox of which all were stored.
     *
     * @return those that are not counted, some of which may be there
     */
    private List<InboxEntry> addTogether(List<InboxEntry> all) {
        var known = boxes.find(all.stream().map(InboxEntry::userId).collect(Collectors.toSet()));
        var placed = new ArrayList<Stored>();
        var next = new HashMap<String, Long>();
        for (var entry : all) {
            var box = known.get(entry.userId());
            if (box != null) {
                var position = next.merge(entry.userId(), box.last() + 1, (before, _) -> before + 1);
                placed.add(new Stored(entry.at(position), box.reads()));
            }
        }
        var counted = boxes.count(whole(placed, entries.insert(placed, known)), known, clock.instant());
        return all.stream().filter(entry -> !counted.contains(entry.userId())).toList();
    }

    /** By user, where all of theirs were stored: else there may be a gap before some of them. */
    private static Map<String, List<InboxEntry>> whole(List<Stored> placed, Set<Integer> refused) {
        var broken = refused.stream()
                .map(place -> placed.get(place).entry().userId())
                .collect(Collectors.toSet());
        return placed.stream()
                .map(Stored::entry)
                .filter(entry -> !broken.contains(entry.userId()))
                .collect(Collectors.groupingBy(InboxEntry::userId));
    }

    private Optional<Boolean> tryToAdd(InboxEntry entry) {
        var box = boxes.of(entry.userId());
        var next = entry.at(box.last() + 1);
        if (entries.insert(next, box)) {
            return MongoInbox.done(count(box, new Stored(next, box.reads())));
        }
        var known = entries.find(entry.id());
        if (known.isPresent()) {
            return MongoInbox.done(settle(known.get()));
        }
        entries.at(List.of(MongoEntries.place(box.userId(), next.position()))).forEach(this::settle);
        return Optional.empty();
    }

    /** Counts an entry that somebody has stored, unless that was done; whether it is counted now. */
    boolean settle(Stored stored) {
        var userId = stored.entry().userId();
        var box = boxes.of(userId); // read after the entry
        if (stored.entry().position() <= box.last()) {
            return true;
        }
        if (stored.entry().position() == box.last() + 1) {
            return count(box, stored);
        }
        var before = entries.at(List.of(MongoEntries.place(userId, box.last() + 1)));
        before.forEach(this::settle); // it was stored together with this one
        if (before.isEmpty() && boxes.of(userId).last() == box.last()) {
            entries.remove(stored.entry().id()); // all of the inbox was erased after it was stored
        }
        return false;
    }

    private boolean count(Box box, Stored stored) {
        if (!stored.isUnread(box)) {
            entries.renew(stored, box.reads());
            return false;
        }
        return boxes.count(box, stored.entry(), clock.instant());
    }
}
