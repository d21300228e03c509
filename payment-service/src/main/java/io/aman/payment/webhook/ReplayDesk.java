package io.aman.payment.webhook;

import io.aman.payment.payment.Cause;
import io.aman.payment.webhook.MongoReplays.Claimed;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs replays in the background; one that a crash left behind goes on from where it was. */
final class ReplayDesk implements Swept {

    private static final Logger log = LoggerFactory.getLogger(ReplayDesk.class);
    private static final int AT_ONCE = 2;
    private static final int SWEEP = 20;

    private final MongoReplays replays;
    private final MongoNotices notices;
    private final ReplayNotice one;
    private final ReplayProperties properties;
    private final Clock clock;
    private final SweptWorkers workers;

    ReplayDesk(MongoReplays replays, MongoNotices notices, ReplayNotice one, ReplayProperties properties, Clock clock) {
        this.replays = replays;
        this.notices = notices;
        this.one = one;
        this.properties = properties;
        this.clock = clock;
        this.workers = new SweptWorkers("replays", AT_ONCE, properties.sweepInterval(), this::sweep);
    }

    /** Stores it and begins soon. */
    void order(Replay replay) {
        replays.add(replay);
        wake(replay.id());
    }

    private void wake(String id) {
        if (!workers.execute(() -> work(id))) {
            log.debug("The replay {} waits for a later sweep", id);
        }
    }

    private void work(String id) {
        try {
            var now = clock.instant();
            replays.claim(id, now, now.plus(properties.lease())).ifPresent(this::run);
        } catch (RuntimeException e) {
            log.warn("The replay {} goes on when its lease is over", id, e);
        }
    }

    /** Until all is read, this is stopped, or somebody else has taken it over. */
    private void run(Claimed claimed) {
        var replay = claimed.replay();
        var place = replay.place();
        while (workers.isRunning()) {
            var batch = notices.oldest(replay.selection(), place, properties.concurrency());
            if (batch.isEmpty()) {
                replays.finish(claimed, clock.instant());
                return;
            }
            place = Place.of(batch.getLast().notice());
            if (!replays.advance(
                    claimed, place, rows(replay, batch), clock.instant().plus(properties.lease()))) {
                return;
            }
        }
        replays.release(claimed, clock.instant());
    }

    private List<ReplayRow> rows(Replay replay, List<KeptNotice> batch) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var found = threads.invokeAll(batch.stream()
                    .<Callable<ReplayRow>>map(kept -> () -> one.run(kept, replay.dryRun(), cause(replay, kept)))
                    .toList());
            return found.stream().map(row -> row.resultNow()).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while replaying", e);
        }
    }

    /** The evidence names the replay, too: what the notice led to before does not make it known. */
    private Cause cause(Replay replay, KeptNotice kept) {
        var evidence = kept.notice().eventId() + " by " + replay.id();
        return Cause.event("webhook-replay", evidence, clock.instant(), null);
    }

    private void sweep() {
        try {
            replays.due(clock.instant(), SWEEP).forEach(this::wake);
        } catch (RuntimeException e) {
            log.warn("The replays could not be swept: {}", e.toString());
        }
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }
}
