package io.aman.notification.webhook.endpoint;

import static io.aman.notification.webhook.endpoint.MongoEndpointDocument.COLLECTION;

import io.aman.events.Actor;
import io.aman.events.Topics;
import io.aman.events.WebhookEvent.EndpointDisabled;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/**
 * Hands out lanes, the one that has waited longest first: however much waits for one endpoint, the next turn is another's.
 *
 * <p>A lane that is taken has work again when its lease ends, unless it is given back before; whoever adds a message wakes
 * it, in between too.
 */
@Repository
public class MongoLanes {

    private static final Actor SENDER = Actor.system("webhooks");

    private final MongoOperations mongo;
    private final Outbox outbox;

    MongoLanes(MongoOperations mongo, Outbox outbox) {
        this.mongo = mongo;
        this.outbox = outbox;
        mongo.indexOps(COLLECTION)
                .createIndex(new Index(MongoEndpointDocument.WORK_AT, Sort.Direction.ASC)
                        .on(MongoEndpointDocument.CLOSED_UNTIL, Sort.Direction.ASC));
    }

    /** @return false when there is no such endpoint, not even a deleted one */
    public boolean wake(String endpointId, Instant now) {
        var woken = new Update().min(MongoEndpointDocument.WORK_AT, Date.from(now));
        return mongo.updateFirst(
                                Query.query(
                                        Criteria.where(MongoEndpointDocument.ID).is(endpointId)),
                                woken,
                                COLLECTION)
                        .getMatchedCount()
                == 1;
    }

    public Optional<Lane> claim(Instant now, Duration lease) {
        var until = now.plus(lease).truncatedTo(ChronoUnit.MILLIS);
        var waiting = Query.query(due(now)).with(Sort.by(Sort.Direction.ASC, MongoEndpointDocument.WORK_AT));
        var taken = new Update()
                .inc(MongoEndpointDocument.LANE, 1)
                .set(MongoEndpointDocument.WORK_AT, Date.from(until))
                .set(MongoEndpointDocument.CLOSED_UNTIL, Date.from(until));
        var document = mongo.findAndModify(
                waiting, taken, FindAndModifyOptions.options().returnNew(true), Document.class, COLLECTION);
        return Optional.ofNullable(document).map(found -> lane(found, until));
    }

    private static Criteria due(Instant now) {
        return Criteria.where(MongoEndpointDocument.WORK_AT)
                .lte(Date.from(now))
                .and(MongoEndpointDocument.CLOSED_UNTIL)
                .lte(Date.from(now));
    }

    private static Lane lane(Document document, Instant until) {
        var isDeleted = document.containsKey(MongoEndpointDocument.DELETED_AT);
        return new Lane(
                document.getString(MongoEndpointDocument.ID),
                document.getLong(MongoEndpointDocument.LANE),
                until,
                isDeleted ? null : MongoEndpointDocument.endpoint(document),
                document.getList(MongoEndpointDocument.ASKED, Document.class, List.of()).stream()
                        .map(MongoLanes::ask)
                        .toList());
    }

    /** A replay has begun. */
    public void begun(Lane lane, Ask ask) {
        mongo.updateFirst(
                Query.query(Criteria.where(MongoEndpointDocument.ID).is(lane.endpointId())),
                new Update().pull(MongoEndpointDocument.ASKED, document(ask)),
                COLLECTION);
    }

    /**
     * Gives the lane back with what is known now; whoever woke it meanwhile gets the next turn.
     *
     * @return whether the endpoint was disabled by it, which it is not where its owner has changed it meanwhile
     */
    public boolean release(Lane lane, Rest rest, Instant now) {
        var endpoint = lane.endpoint();
        var reason = rest.disabledBecause();
        if (endpoint != null && reason != null && disabled(lane, endpoint, rest, reason, now)) {
            return true;
        }
        giveBack(lane, rest);
        return false;
    }

    private void giveBack(Lane lane, Rest rest) {
        var mine = Criteria.where(MongoEndpointDocument.ID)
                .is(lane.endpointId())
                .and(MongoEndpointDocument.LANE)
                .is(lane.token());
        var unwoken = Criteria.where(MongoEndpointDocument.ID)
                .is(lane.endpointId())
                .and(MongoEndpointDocument.LANE)
                .is(lane.token())
                .and(MongoEndpointDocument.WORK_AT)
                .is(Date.from(lane.until()));
        if (!changed(unwoken, next(health(rest), rest.next()))) {
            changed(mine, health(rest));
        }
    }

    private boolean disabled(Lane lane, Endpoint endpoint, Rest rest, String reason, Instant now) {
        var unchanged = Criteria.where(MongoEndpointDocument.ID)
                .is(lane.endpointId())
                .and(MongoEndpointDocument.LANE)
                .is(lane.token())
                .and(MongoEndpointDocument.VERSION)
                .is(endpoint.version());
        var update = MongoEndpoints.record(health(rest), Change.of(SENDER, "disabled:" + reason, now))
                .inc(MongoEndpointDocument.VERSION, 1)
                .set(MongoEndpointDocument.DISABLED_BECAUSE, reason)
                .set(MongoEndpointDocument.DISABLED_AT, Date.from(now))
                .set(MongoEndpointDocument.WORK_AT, Date.from(now));
        return changed(unchanged, outbox.append(update, List.of(told(endpoint, reason, now))));
    }

    /** What is told when an endpoint is disabled. */
    static OutboxEvent told(Endpoint endpoint, String reason, Instant at) {
        var event = new EndpointDisabled(
                endpoint.id(), endpoint.owner(), endpoint.url().getHost(), reason, at);
        var id = Ids.derived("evt_", "%s/%d/disabled".formatted(endpoint.id(), endpoint.version()));
        return new OutboxEvent(id, Topics.NOTIFICATIONS, endpoint.id(), at, event);
    }

    private static Update health(Rest rest) {
        return new Update()
                .set(MongoEndpointDocument.CLOSED_UNTIL, Date.from(rest.closedUntil()))
                .set(MongoEndpointDocument.FAILURES, rest.failures())
                .set(MongoEndpointDocument.FAILING_SINCE, MongoEndpointDocument.date(rest.failingSince()));
    }

    private static Update next(Update update, @Nullable Instant next) {
        return next == null
                ? update.unset(MongoEndpointDocument.WORK_AT)
                : update.set(MongoEndpointDocument.WORK_AT, Date.from(next));
    }

    /** Since when the one that waits longest could have had its turn. */
    public Optional<Instant> longestWaiting(Instant now) {
        var waiting = Query.query(due(now)).with(Sort.by(Sort.Direction.ASC, MongoEndpointDocument.WORK_AT));
        waiting.fields().include(MongoEndpointDocument.WORK_AT);
        return Optional.ofNullable(mongo.findOne(waiting, Document.class, COLLECTION))
                .map(document -> document.getDate(MongoEndpointDocument.WORK_AT).toInstant());
    }

    static Document document(Ask ask) {
        return switch (ask) {
            case Ask.OfMessage one -> new Document("message", one.messageId());
            case Ask.OfFailedSince all -> new Document("since", Date.from(all.since()));
        };
    }

    private static Ask ask(Document document) {
        var message = document.getString("message");
        return message == null
                ? new Ask.OfFailedSince(document.getDate("since").toInstant())
                : new Ask.OfMessage(message);
    }

    private boolean changed(Criteria condition, Update update) {
        return mongo.updateFirst(Query.query(condition), update, COLLECTION).getMatchedCount() == 1;
    }
}
