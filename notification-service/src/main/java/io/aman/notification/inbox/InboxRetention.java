package io.aman.notification.inbox;

import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes entries that are kept no longer. */
final class InboxRetention implements Swept {

    private static final Logger log = LoggerFactory.getLogger(InboxRetention.class);
    private static final int BATCH = 100;

    private final Inbox inbox;
    private final InboxProperties properties;
    private final Clock clock;
    private final SweptWorkers workers;

    InboxRetention(Inbox inbox, InboxProperties properties, Clock clock) {
        this.inbox = inbox;
        this.properties = properties;
        this.clock = clock;
        this.workers = new SweptWorkers("inbox-retention", 1, properties.sweepInterval(), this::sweep);
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }

    private void sweep() {
        try {
            var removed = remove();
            if (removed > 0) {
                log.info("Removed {} entries of inboxes that are kept no longer", removed);
            }
        } catch (RuntimeException e) {
            log.warn("Old entries of inboxes stay until the next time: {}", e.toString());
        }
    }

    /** @return how many are gone */
    long remove() {
        var now = clock.instant();
        var removed = 0L;
        int batch;
        do {
            batch = inbox.removeOlder(now.minus(properties.kept()), BATCH, now);
            removed += batch;
        } while (batch == BATCH);
        return removed;
    }
}
