package io.aman.session.session;

import io.aman.events.AccessEvent.RecordsRemoved;
import io.aman.platform.security.Caller;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what is kept no longer, time and again and when an administrator asks for it; nothing that counts relies on it. */
final class CleanUp implements Swept {

    private static final Logger log = LoggerFactory.getLogger(CleanUp.class);

    private final List<ExpiredRecords> kinds;
    private final People people;
    private final Clock clock;
    private final SweptWorkers workers;

    /** @param every from the end of one to the next */
    CleanUp(List<ExpiredRecords> kinds, People people, Clock clock, Duration every) {
        this.kinds = List.copyOf(kinds);
        this.people = people;
        this.clock = clock;
        this.workers = new SweptWorkers("clean-up", 1, every, this::sweep);
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }

    /**
     * Does it now, and tells in the trail who has it done.
     *
     * @return how many records are gone
     */
    long by(Caller caller) {
        var removed = remove();
        people.tell(caller.userId(), new RecordsRemoved(removed, caller.actor()));
        return removed;
    }

    private void sweep() {
        try {
            var removed = remove();
            if (removed > 0) {
                log.info("Removed {} records whose time was over", removed);
            }
        } catch (RuntimeException e) {
            log.warn("What is kept no longer was not removed, the next time it is: {}", e.toString());
        }
    }

    private long remove() {
        var now = clock.instant();
        return kinds.stream().mapToLong(kind -> kind.removeOver(now)).sum();
    }
}
