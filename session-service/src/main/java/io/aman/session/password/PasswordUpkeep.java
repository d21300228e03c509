package io.aman.session.password;

import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what nobody waits for: answers requests for links, finishes what a crash left behind, tells of old passwords. */
final class PasswordUpkeep implements Swept {

    private static final Logger log = LoggerFactory.getLogger(PasswordUpkeep.class);
    private static final int CONCURRENCY = 8;

    private final ForgotPassword forgotPassword;
    private final Aftermath aftermath;
    private final AgeWarnings warnings;
    private final SweepLease lease;
    private final Duration warnEvery;
    private final Clock clock;
    private final SweptWorkers workers;

    PasswordUpkeep(
            ForgotPassword forgotPassword,
            Aftermath aftermath,
            AgeWarnings warnings,
            SweepLease lease,
            PasswordProperties.Upkeep times,
            Clock clock) {
        this.forgotPassword = forgotPassword;
        this.aftermath = aftermath;
        this.warnings = warnings;
        this.lease = lease;
        this.warnEvery = times.warnEvery();
        this.clock = clock;
        this.workers = new SweptWorkers("password-upkeep", CONCURRENCY, times.sweep(), this::sweep);
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }

    private void sweep() {
        attempt("requests for reset links", forgotPassword::answerLeftBehind);
        attempt("changes of passwords", aftermath::finishLeftBehind);
        attempt("warnings of old passwords", this::warn);
    }

    private void warn() {
        if (lease.take(clock.instant(), warnEvery)) {
            var told = warnings.tell();
            if (told > 0) {
                log.info("Told {} people that their password is getting old", told);
            }
        }
    }

    private static void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.warn("The next sweep takes up the {}: {}", what, e.toString());
        }
    }
}
