package io.aman.payment.payment;

import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.OutboxEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a change of one payment leaves behind beside the new state: its audit entries and the events that tell it. */
final class Trail {

    private final PaymentId payment;
    private final boolean opening;
    private final List<AuditEntry> entries = new ArrayList<>();
    private final List<OutboxEvent> events = new ArrayList<>();

    /** @param opening whether the first entry is the payment's first at all */
    Trail(PaymentId payment, boolean opening) {
        this.payment = payment;
        this.opening = opening;
    }

    void record(Cause cause, String action, PaymentState from, PaymentState to, @Nullable String reason) {
        var before = opening && entries.isEmpty() ? null : from;
        entries.add(AuditEntry.of(cause, action, before, to, reason));
    }

    /**
     * @param base together with {@code what} it names this event and no other one: what is told again after a crash has
     *     the same id
     */
    void tell(String what, String base, PaymentEvent event, Cause cause) {
        var id = Ids.derived("evt_", base + "/" + what);
        events.add(new OutboxEvent(id, Topics.PAYMENTS, payment.value(), cause.at(), event));
    }

    List<AuditEntry> entries() {
        return List.copyOf(entries);
    }

    List<OutboxEvent> events() {
        return List.copyOf(events);
    }
}
