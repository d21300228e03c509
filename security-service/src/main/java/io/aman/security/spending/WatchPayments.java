package io.aman.security.spending;

import io.aman.security.alert.Alerts;
import io.aman.security.alert.Occurrence;
import io.aman.security.alert.Severity;
import io.aman.security.detector.Kind;
import io.aman.security.detector.PaymentDetection;
import io.aman.security.detector.PaymentSight;
import io.aman.security.detector.Purchase;
import io.aman.security.detector.Signal;
import io.aman.security.detector.Spending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Watches what people pay and are about to pay. Each step does nothing the second time. */
public final class WatchPayments {

    private final MongoSpendings spendings;
    private final PaymentDetection detection;
    private final Alerts alerts;
    private final Duration within;
    private final Clock clock;

    WatchPayments(MongoSpendings spendings, PaymentDetection detection, Alerts alerts, Duration within, Clock clock) {
        this.spendings = spendings;
        this.detection = detection;
        this.alerts = alerts;
        this.within = within;
        this.clock = clock;
    }

    /**
     * Looks at what somebody is about to pay, and remembers with what.
     *
     * @param attemptId asking again with it teaches nothing
     */
    public List<Signal> pending(String userId, Purchase purchase, String attemptId, Instant at) {
        var asked = new Spending.Asked(attemptId, purchase.paymentId(), purchase.method(), at);
        var spending = spendings.learn(userId, at, known -> known.after(asked));
        return detection.look(new PaymentSight(spending, purchase, at));
    }

    /** Remembers what became of one person's payments, and raises the alerts that follow. */
    void heard(String userId, List<Spending.Move> moves) {
        var last = moves.getLast();
        var spending = spendings.learn(userId, last.at(), known -> {
            var learned = known;
            for (var move : moves) {
                learned = learned.after(move);
            }
            return learned;
        });
        if (last.at().isBefore(clock.instant().minus(within))) {
            return; // nobody looks into last week's payments
        }
        detection.look(new PaymentSight(spending, null, last.at())).stream()
                .filter(Signal::isActing)
                .forEach(signal -> alerts.raise(occurrence(userId, last, signal)));
    }

    private static Occurrence occurrence(String userId, Spending.Move move, Signal signal) {
        var severity = signal.kind() == Kind.CARD_TESTING ? Severity.HIGH : Severity.MEDIUM;
        return new Occurrence(signal.kind().code(), severity, userId, null, move.eventId(), signal.detail(), move.at());
    }
}
