package io.aman.notification.delivery;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.security.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** How what is due becomes somebody's: one write counts the attempt and hides it from others until its lease ends. */
final class MongoClaims {

    private static final Logger log = LoggerFactory.getLogger(MongoClaims.class);

    private final MongoOperations mongo;
    private final MongoBodies bodies;

    MongoClaims(MongoOperations mongo, MongoBodies bodies) {
        this.mongo = mongo;
        this.bodies = bodies;
    }

    /** Claims what has been due the longest. */
    Optional<Claim> next(Instant now, Duration lease) {
        while (true) {
            var document = claimed(now, now.plus(lease));
            if (document == null) {
                return Optional.empty();
            }
            var claim = claim(document, now, now.plus(lease));
            if (claim.isPresent()) {
                return claim;
            }
        }
    }

    /** What it was before the claim, so that it tells of the attempts before. */
    private @Nullable Document claimed(Instant now, Instant leaseUntil) {
        var due = Query.query(where(MongoDeliveries.NEXT_ATTEMPT).lte(Date.from(now)))
                .with(Sort.by(Sort.Direction.ASC, MongoDeliveries.NEXT_ATTEMPT));
        var claimed = new Update()
                .inc(MongoDeliveries.ATTEMPT, 1)
                .inc(MongoDeliveries.IN_DOUBT, 1)
                .set(MongoDeliveries.NEXT_ATTEMPT, Date.from(leaseUntil))
                .set(MongoDeliveries.STATE, DeliveryState.SENDING.key());
        return mongo.findAndModify(
                due, claimed, FindAndModifyOptions.options(), Document.class, MongoDeliveries.COLLECTION);
    }

    /** Empty when it cannot be read: it failed then, text kept, and holds up no other. */
    private Optional<Claim> claim(Document document, Instant now, Instant leaseUntil) {
        var attempt = document.getInteger(MongoDeliveries.ATTEMPT) + 1;
        try {
            return Optional.of(new Claim(
                    bodies.delivery(document),
                    attempt,
                    attempt - document.get(MongoDeliveries.NOT_COUNTED, 0),
                    document.get(MongoDeliveries.IN_DOUBT, 0),
                    document.getString(MongoDeliveries.ASKED),
                    MongoSends.of(document),
                    document.getInteger(MongoDeliveries.REVISION),
                    leaseUntil,
                    document.get(MongoDeliveries.HAPPENED_AT, document.getDate(MongoDeliveries.CREATED_AT))
                            .toInstant()));
        } catch (Sealed.NotOpened _) {
            log.error("Delivery {} does not open with the keys of aman.sealing.keys", document.getString("_id"));
            return parked(document, attempt, "seal-not-opened", now);
        } catch (RuntimeException e) {
            // what it quotes may be an address
            log.error("Delivery {} cannot be read: {}", document.getString("_id"), e.getClass());
            return parked(document, attempt, "unreadable", now);
        }
    }

    private Optional<Claim> parked(Document document, int attempt, String reason, Instant now) {
        mongo.updateFirst(
                Query.query(MongoDeliveries.current(document.getString("_id"), attempt)),
                MongoTransitions.settled(DeliveryState.FAILED, now).set(MongoDeliveries.REASON, reason),
                MongoDeliveries.COLLECTION);
        return Optional.empty();
    }
}
