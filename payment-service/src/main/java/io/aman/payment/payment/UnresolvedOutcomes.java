package io.aman.payment.payment;

import java.time.Clock;
import org.springframework.stereotype.Component;

/** How many payments wait for a provider to say what became of a call or a refund. */
@Component
public final class UnresolvedOutcomes {

    private final Payments payments;
    private final CheckSchedule schedule;
    private final Clock clock;

    UnresolvedOutcomes(Payments payments, CheckSchedule schedule, Clock clock) {
        this.payments = payments;
        this.schedule = schedule;
        this.clock = clock;
    }

    /**
     * Payments with a call or a refund that is open for longer than until its first check. Those that are given up are
     * not looked at any more and not counted here.
     *
     * @param atMost where counting ends
     */
    public int count(int atMost) {
        return payments.countOpenSince(schedule.latestChecked(clock.instant()), atMost);
    }
}
