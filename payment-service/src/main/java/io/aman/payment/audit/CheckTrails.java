package io.aman.payment.audit;

import io.aman.payment.audit.Verification.Break;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Verifies trails, one or all. */
public final class CheckTrails {

    private static final int AT_ONCE = 500;

    private final Trails trails;
    private final VerifyTrail verify;

    public CheckTrails(Trails trails, VerifyTrail verify) {
        this.trails = trails;
        this.verify = verify;
    }

    /**
     * What was looked at.
     *
     * @param legacy entries from before there were chains
     * @param next the last payment that was looked at; null when there are no more
     */
    public record Checked(
            int payments,
            long entries,
            long legacy,
            List<Verification> broken,
            @Nullable String next) {}

    Verification one(String paymentId) {
        try {
            return verify.verify(trails.find(paymentId).orElseThrow(AuditError.NotFound::new));
        } catch (UnreadableTrail _) {
            return unreadable(paymentId);
        }
    }

    private static Verification unreadable(String paymentId) {
        return Verification.broken(paymentId, 0, 0, 1, Break.UNREADABLE);
    }

    /** @param after the payment before the first one; null to begin */
    public Checked some(@Nullable String after, int limit) {
        var broken = new ArrayList<Verification>();
        var count = new Count();
        Consumer<Verification> found = verification -> {
            count.add(verification);
            if (!verification.valid()) {
                broken.add(verification);
            }
        };
        trails.inOrder(after, limit, trail -> found.accept(verify.verify(trail)), id -> found.accept(unreadable(id)));
        return new Checked(
                count.payments, count.entries, count.legacy, broken, count.payments < limit ? null : count.last);
    }

    /**
     * Verifies every payment there is.
     *
     * @param onBroken told each one that does not hold
     * @return the counts; {@code broken} is empty, whatever there was to tell
     */
    public Checked all(Consumer<Verification> onBroken) {
        var payments = 0;
        var entries = 0L;
        var legacy = 0L;
        String next = null;
        do {
            var page = some(next, AT_ONCE);
            payments += page.payments();
            entries += page.entries();
            legacy += page.legacy();
            page.broken().forEach(onBroken);
            next = page.next();
        } while (next != null);
        return new Checked(payments, entries, legacy, List.of(), null);
    }

    private static final class Count {
        private int payments;
        private long entries;
        private long legacy;
        private @Nullable String last;

        void add(Verification verification) {
            payments++;
            entries += verification.entries();
            legacy += verification.legacy();
            last = verification.paymentId();
        }
    }
}
