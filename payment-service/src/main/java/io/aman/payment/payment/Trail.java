package io.aman.payment.payment;

import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.payment.audit.AuditEntry;
import io.aman.payment.audit.AuditEntry.Moved;
import io.aman.payment.audit.Chain;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.RefundAnswer;
import io.aman.platform.Ids;
import io.aman.platform.outbox.OutboxEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a change of one payment leaves behind beside the new state: its audit entries and the events that tell it. */
final class Trail {

    private final PaymentId payment;
    private final boolean opening;
    private final @Nullable Chain chain;
    private final List<AuditEntry> entries = new ArrayList<>();
    private final List<OutboxEvent> events = new ArrayList<>();
    private Progress last;
    private @Nullable String answer;
    private @Nullable String rule;

    /**
     * @param before where the payment stood when it was read
     * @param opening whether the first entry is the payment's first at all
     * @param chain the end of its chain then; null where there was none yet
     */
    Trail(PaymentId payment, Progress before, boolean opening, @Nullable Chain chain) {
        this.payment = payment;
        this.last = before;
        this.opening = opening;
        this.chain = chain;
    }

    /** What is recorded from now on happened because of this answer. */
    void heard(ProviderAnswer answer) {
        this.answer = Heard.of(answer);
    }

    /** What is recorded from now on happened because of this answer. */
    void heard(RefundAnswer answer) {
        this.answer = Heard.of(answer);
    }

    /** What is recorded from now on, and has no other evidence, was let go on or denied by this rule. */
    void judgedBy(String rule) {
        this.rule = rule;
    }

    /**
     * @param from the state before, which a payment's first entry does not have
     * @param reason in our words or a provider's code
     */
    void record(Cause cause, String action, PaymentState from, Progress after, @Nullable String reason) {
        record(cause, action, from, after, reason, null);
    }

    /** @param note in the words of who did it */
    void record(
            Cause cause,
            String action,
            PaymentState from,
            Progress after,
            @Nullable String reason,
            @Nullable String note) {
        entries.add(new AuditEntry(
                cause.at(),
                cause.actor(),
                action,
                opening && entries.isEmpty() ? null : from.name(),
                after.standing().name(),
                reason,
                note,
                cause.address(),
                cause.traceId(),
                cause.evidence() == null ? rule : cause.evidence(),
                answer,
                moved(after),
                Map.of(),
                Map.of(),
                null));
        last = after;
    }

    private @Nullable Moved moved(Progress after) {
        var moved = new Moved(last.captured(), after.captured(), last.refunded(), after.refunded());
        return moved.capturedBefore().equals(moved.capturedAfter())
                        && moved.refundedBefore().equals(moved.refundedAfter())
                ? null
                : moved;
    }

    /**
     * @param base together with {@code what} it names this event and no other one: what is told again after a crash has
     *     the same id
     */
    void tell(String what, String base, PaymentEvent event, Cause cause) {
        var id = Ids.derived("evt_", base + "/" + what);
        events.add(new OutboxEvent(id, Topics.PAYMENTS, payment.value(), cause.at(), event));
    }

    /** The end of the chain as it was read, behind which the new entries come. */
    @Nullable
    Chain chain() {
        return chain;
    }

    List<AuditEntry> entries() {
        return List.copyOf(entries);
    }

    List<OutboxEvent> events() {
        return List.copyOf(events);
    }
}
