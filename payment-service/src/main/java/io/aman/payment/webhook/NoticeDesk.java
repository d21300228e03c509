package io.aman.payment.webhook;

import io.aman.payment.payment.Cause;
import io.aman.payment.payment.FindOutcome;
import io.aman.payment.provider.Notice;
import io.aman.payment.provider.Notices;
import io.aman.payment.webhook.StoredNotice.State;
import io.aman.platform.observability.Traces;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores notices and works on them: each one is only a reason to ask the provider how the payment stands.
 *
 * <p>Work begins when a notice is stored; the sweep takes up what a crash left behind and what is to be tried again.
 */
final class NoticeDesk implements Notices, Swept {

    private static final Logger log = LoggerFactory.getLogger(NoticeDesk.class);
    private static final int SWEEP = 500;

    private final MongoNotices notices;
    private final FindOutcome outcomes;
    private final WebhookProperties properties;
    private final Traces traces;
    private final Clock clock;
    private final SweptWorkers workers;

    NoticeDesk(MongoNotices notices, FindOutcome outcomes, WebhookProperties properties, Traces traces, Clock clock) {
        this.notices = notices;
        this.outcomes = outcomes;
        this.properties = properties;
        this.traces = traces;
        this.clock = clock;
        this.workers = new SweptWorkers("notices", properties.concurrency(), properties.sweepInterval(), this::sweep);
    }

    @Override
    public boolean receive(Notice notice) {
        var isNew = notices.add(notice, traces.current());
        if (isNew && MongoNotices.isActedOn(notice)) {
            wake(MongoNotices.idOf(notice));
        }
        return isNew;
    }

    private void wake(String id) {
        if (!workers.execute(() -> work(id))) {
            log.debug("Stopping, or busy; a later sweep finds {}", id);
        }
    }

    private void work(String id) {
        try {
            notices.claim(id, properties.lease())
                    .ifPresent(notice ->
                            traces.continued(notice.traceparent(), "webhook " + notice.type(), () -> workOn(notice)));
        } catch (RuntimeException e) {
            log.warn("The notice {} is taken up again when its lease is over", id, e);
        }
    }

    private void workOn(StoredNotice notice) {
        var ref = notice.ref();
        if (ref == null) {
            notices.done(notice.id(), State.NOT_OURS);
            return;
        }
        var payment = outcomes.find(notice.provider(), ref, notice.paymentId());
        if (payment.isPresent() && outcomes.afterNotice(payment.get(), ref, notice.about(), cause(notice))) {
            notices.done(notice.id(), State.PROCESSED);
        } else {
            tryAgain(notice, payment.isPresent() ? "the provider could not be asked" : "its payment is not known");
        }
    }

    private Cause cause(StoredNotice notice) {
        return Cause.notice(notice.provider(), notice.eventId(), clock.instant(), traces.current());
    }

    /** A notice may arrive before what it is about is written here. */
    private void tryAgain(StoredNotice notice, String reason) {
        var next = clock.instant().plus(properties.pauseAfter(notice.tries()));
        if (next.isAfter(notice.receivedAt().plus(properties.giveUpAfter()))) {
            log.error("The notice {} is given up: {}", notice.id(), reason);
            notices.done(notice.id(), State.GIVEN_UP);
        } else {
            log.info("The notice {} waits until {}: {}", notice.id(), next, reason);
            notices.retryAt(notice.id(), next);
        }
    }

    private void sweep() {
        try {
            notices.due(SWEEP).forEach(this::wake);
        } catch (RuntimeException e) {
            log.warn("The notices could not be swept: {}", e.toString());
        }
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }
}
