package io.aman.payment.provider.knet;

import io.aman.payment.provider.Notice;
import io.aman.payment.provider.Notices;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has every capture looked at again: KNET takes one back when it missed our acknowledgement, and tells nobody.
 *
 * <p>A look is a notice to ourselves, so that it is worked on, retried and kept as KNET's own are. Any number of
 * instances may watch: the same look is the same notice.
 */
final class KnetWatch implements Swept {

    private static final Logger log = LoggerFactory.getLogger(KnetWatch.class);
    private static final int SWEEP = 200;

    private final MongoKnetAttempts attempts;
    private final Notices notices;
    private final List<Duration> looksAfterCapture;
    private final Clock clock;
    private final SweptWorkers workers;

    /** @param interval between two rounds */
    KnetWatch(
            MongoKnetAttempts attempts,
            Notices notices,
            List<Duration> looksAfterCapture,
            Duration interval,
            Clock clock) {
        this.attempts = attempts;
        this.notices = notices;
        this.looksAfterCapture = looksAfterCapture;
        this.clock = clock;
        this.workers = new SweptWorkers("knet-watch", 1, interval, this::safely);
    }

    /** Announces every look that is due. */
    void sweep() {
        for (var watched : attempts.dueForLook(clock.instant(), SWEEP)) {
            var attempt = watched.attempt();
            notices.receive(new Notice(
                    KnetProvider.NAME,
                    "look-%d:%s".formatted(watched.looks() + 1, attempt.trackId()),
                    "look",
                    Notice.Subject.PAYMENT,
                    attempt.ref(),
                    attempt.paymentId(),
                    "")); // KNET said nothing
            attempts.looked(watched, looksAfterCapture);
        }
    }

    private void safely() {
        try {
            sweep();
        } catch (RuntimeException e) {
            log.warn("KNET's captures are looked at in the next round: {}", e.toString());
        }
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }
}
