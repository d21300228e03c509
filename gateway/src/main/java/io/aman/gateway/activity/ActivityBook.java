package io.aman.gateway.activity;

import io.aman.events.ActivityEvent.Active;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * What was let through and not told of yet, by session. A request writes into the heap and nothing else; two requests
 * wait for each other only where their sessions share a cell of the map. Its size is bounded, whoever comes and however
 * long nobody can be told.
 */
public final class ActivityBook {

    private final ConcurrentHashMap<String, Page> pages = new ConcurrentHashMap<>();
    private final LongAdder unrecorded = new LongAdder();
    private final Clock clock;
    private final long intervalMillis;
    private final int maxSessions;

    ActivityBook(Clock clock, Duration flushInterval, int maxSessions) {
        this.clock = clock;
        this.intervalMillis = flushInterval.toMillis();
        this.maxSessions = maxSessions;
    }

    /** A request of this session is let through. */
    public void admit(String sessionId, String address) {
        add(sessionId, address, clock.millis(), 1, false);
    }

    /** Activity that could not be told: it is due again. */
    void giveBack(Active untold) {
        add(untold.sessionId(), untold.address(), untold.at().toEpochMilli(), untold.requests(), true);
    }

    private void add(String sessionId, String address, long at, long requests, boolean isUrgent) {
        pages.compute(sessionId, (_, known) -> {
            if (known == null && pages.mappingCount() >= maxSessions) {
                unrecorded.add(requests);
                return null;
            }
            var page = known == null ? new Page(address) : known;
            page.add(address, at, requests, isUrgent);
            return page;
        });
    }

    /** Takes out what is to be told now, and forgets sessions that are in use no more. */
    List<Active> takeDue() {
        var now = clock.millis();
        return take(page -> page.isDue(now - intervalMillis), now);
    }

    /** Takes out whatever was not told. */
    List<Active> takeAll() {
        return take(_ -> true, clock.millis());
    }

    private List<Active> take(Predicate<Page> isDue, long now) {
        var taken = new ArrayList<Active>();
        for (var sessionId : pages.keySet()) {
            pages.computeIfPresent(sessionId, (_, page) -> {
                if (page.requests > 0 && isDue.test(page)) {
                    taken.add(page.tell(sessionId, now));
                }
                return page.requests == 0 && page.toldAt <= now - intervalMillis ? null : page;
            });
        }
        return taken;
    }

    int size() {
        return pages.size();
    }

    /** Requests that were let through and will not be told of, since too many sessions were in use. */
    long unrecorded() {
        return unrecorded.sum();
    }

    /** One session; touched only while the map holds its cell. */
    private static final class Page {

        private String address;
        private long at = Long.MIN_VALUE;
        private long requests;
        private long toldAt = Long.MIN_VALUE;
        private boolean urgent;

        Page(String address) {
            this.address = address;
        }

        /** That a session changed its address is told at the next opportunity. */
        void add(String from, long when, long more, boolean isUrgent) {
            var isElsewhere = !from.equals(address);
            urgent |= isUrgent || isElsewhere;
            if (when >= at) {
                at = when;
                if (isElsewhere) { // else the known text stays: a new one for each request would have to be collected
                    address = from;
                }
            }
            requests += more;
        }

        boolean isDue(long toldBefore) {
            return urgent || toldAt <= toldBefore;
        }

        Active tell(String sessionId, long now) {
            var told = new Active(sessionId, Instant.ofEpochMilli(at), requests, address);
            requests = 0;
            toldAt = now;
            urgent = false;
            return told;
        }
    }
}
