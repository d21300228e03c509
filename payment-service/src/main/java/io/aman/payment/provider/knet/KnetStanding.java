package io.aman.payment.provider.knet;

import io.aman.payment.provider.knet.KnetVerdict.Captured;
import io.aman.payment.provider.knet.KnetVerdict.NotKnown;
import io.aman.payment.provider.knet.KnetVerdict.Pending;
import io.aman.payment.provider.knet.KnetVerdict.Voided;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a payment stands over all its attempts: a payer may still have an older page open.
 *
 * @param attempt the one that decides
 */
record KnetStanding(KnetAttempt attempt, KnetVerdict verdict) {

    private static final Logger log = LoggerFactory.getLogger(KnetStanding.class);

    /**
     * Asks about the newest attempt and about each one that is not known to have failed.
     *
     * <p>Captured by any is captured; else what is uncertain of any is uncertain; else the newest decides.
     *
     * @param attempts newest first; at least one
     */
    static KnetStanding of(List<KnetAttempt> attempts, KnetInquiry inquiry) {
        var standings = new ArrayList<KnetStanding>();
        for (var attempt : attempts) {
            if (standings.isEmpty() || attempt.closedAt() == null) {
                standings.add(new KnetStanding(attempt, inquiry.ask(attempt)));
            }
        }
        warnOfSecondPayment(standings);
        return first(standings, Captured.class::isInstance)
                .or(() -> first(standings, NotKnown.class::isInstance))
                .or(() -> first(standings, Pending.class::isInstance))
                .or(() -> first(standings, Voided.class::isInstance))
                .orElse(standings.getFirst());
    }

    private static Optional<KnetStanding> first(List<KnetStanding> standings, Predicate<KnetVerdict> wanted) {
        return standings.stream()
                .filter(standing -> wanted.test(standing.verdict()))
                .findFirst();
    }

    private static void warnOfSecondPayment(List<KnetStanding> standings) {
        var paid = standings.stream()
                .filter(standing -> standing.verdict() instanceof Captured)
                .map(standing -> standing.attempt().trackId())
                .toList();
        if (paid.size() > 1) {
            log.error("One payment was paid at KNET more than once, refund all but one by hand: {}", paid);
        }
    }
}
