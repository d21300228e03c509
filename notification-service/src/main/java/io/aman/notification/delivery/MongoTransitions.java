package io.aman.notification.delivery;

import static io.aman.notification.delivery.MongoDeliveries.ASKED;
import static io.aman.notification.delivery.MongoDeliveries.CANCEL_KEY;
import static io.aman.notification.delivery.MongoDeliveries.FAILED_AT;
import static io.aman.notification.delivery.MongoDeliveries.HAPPENED_AT;
import static io.aman.notification.delivery.MongoDeliveries.IN_DOUBT;
import static io.aman.notification.delivery.MongoDeliveries.NEXT_ATTEMPT;
import static io.aman.notification.delivery.MongoDeliveries.REASON;
import static io.aman.notification.delivery.MongoDeliveries.SENT_AT;
import static io.aman.notification.delivery.MongoDeliveries.SETTLED_AT;
import static io.aman.notification.delivery.MongoDeliveries.STATE;
import static io.aman.notification.delivery.MongoDeliveries.WAITING_SINCE;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.springframework.data.mongodb.core.query.Update;

/** What is written when a delivery goes from one state to another; what is settled holds nothing by which it waits. */
final class MongoTransitions {

    private MongoTransitions() {}

    static Update settled(DeliveryState state, Instant now) {
        var settled = new Update()
                .unset(NEXT_ATTEMPT)
                .unset(WAITING_SINCE)
                .unset(CANCEL_KEY)
                .set(STATE, state.key())
                .set(SETTLED_AT, Date.from(now));
        return state.isFailure() ? settled.set(FAILED_AT, Date.from(now)) : settled.unset(FAILED_AT);
    }

    /** Due at once, as on the first day. */
    static Update requeued(Instant now) {
        return new Update()
                .set(STATE, DeliveryState.QUEUED.key())
                .set(NEXT_ATTEMPT, Date.from(now))
                .set(WAITING_SINCE, Date.from(now))
                .set(HAPPENED_AT, Date.from(now))
                .set(IN_DOUBT, 0)
                .unset(ASKED)
                .unset(FAILED_AT)
                .unset(SETTLED_AT);
    }

    static Update canceled(Instant now) {
        return forgetting(settled(DeliveryState.CANCELED, now));
    }

    static Update sent(Map<String, Send> known, Instant now) {
        var state = DeliveryState.after(DeliveryState.SENT, false, MongoSends.states(known));
        return forgetting(settled(state, now).set(SENT_AT, Date.from(now)));
    }

    static Update waiting(Instant next, String reason) {
        return new Update()
                .set(NEXT_ATTEMPT, Date.from(next))
                .set(STATE, DeliveryState.QUEUED.key())
                .set(REASON, reason);
    }

    /** Who may have sent it in an attempt before may still have. */
    static Update pinned(Update update, Claim claim) {
        return claim.askedLast() == null ? update.unset(ASKED) : update.set(ASKED, claim.askedLast());
    }

    static Update forgetting(Update update) {
        MongoBodies.FIELDS.forEach(update::unset);
        return update;
    }
}
