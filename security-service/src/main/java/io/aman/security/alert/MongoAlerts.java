package io.aman.security.alert;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.Actor;
import io.aman.events.SecurityEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.page.Cursor;
import io.aman.security.alert.Alert.CloseReason;
import io.aman.security.alert.Alert.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * One document an alert. A key that is unique among those not closed makes them one for each subject; the causes that it
 * holds make an occurrence count once. What is raised and what is done are one write each, with audit and event.
 */
final class MongoAlerts implements Alerts {

    static final String COLLECTION = "alerts";
    static final String OPEN_KEY = "openKey";
    static final String CAUSES = "causes";
    static final String SUBJECT = "subject";
    static final String STATE = "state";
    static final String FIRST_AT = "firstAt";
    static final String CLOSED_AT = "closedAt";
    static final String USER = "userId";
    static final String PURGE_AT = "purgeAt";
    static final String SEVERITY = "severity";
    private static final String AUDIT = "audit";
    private static final int MOST_CAUSES = 1024;
    private static final int MOST_ENTRIES = 100;
    private static final int TRIES = 5;
    private static final Duration QUIET = Duration.ofDays(1);

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<String> written;
    private final Duration kept;

    /**
     * @param written told the id of each alert whose outbox was filled
     * @param kept how long an alert is kept after it is closed
     */
    MongoAlerts(MongoOperations mongo, Outbox outbox, Consumer<String> written, Duration kept) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
        this.kept = kept;
    }

    @Override
    public void raise(Occurrence occurrence) {
        for (int tries = 0; tries < TRIES; tries++) {
            if (areCounted(List.of(occurrence)) || isGraver(occurrence) || isTold(occurrence) || isOpened(occurrence)) {
                return;
            }
        }
        throw new IllegalStateException("the alert for " + occurrence.kind() + " kept changing");
    }

    @Override
    public void raise(List<Occurrence> occurrences) {
        occurrences.stream()
                .collect(Collectors.groupingBy(
                        one -> one.subject() + " " + one.severity(), LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(this::raiseAlike);
    }

    /** Those of one subject, as grave: behind the first they are counted together, unless one of them was told before. */
    private void raiseAlike(List<Occurrence> alike) {
        raise(alike.getFirst());
        var rest = alike.stream()
                .skip(1)
                .filter(one -> !one.cause().equals(alike.getFirst().cause()))
                .toList();
        if (rest.size() < 2 || !areCounted(rest)) {
            rest.forEach(this::raise);
        }
    }

    /** Counts towards one that is open and as grave, unless one of them counts already. */
    private boolean areCounted(List<Occurrence> alike) {
        var asGrave = open(alike).and(SEVERITY).in(from(alike.getLast().severity()));
        return mongo.updateFirst(Query.query(asGrave), counting(alike), COLLECTION)
                        .getMatchedCount()
                == 1;
    }

    /** Makes one that is open graver. */
    private boolean isGraver(Occurrence occurrence) {
        var id = mongo.findOne(Query.query(open(List.of(occurrence))), Document.class, COLLECTION);
        if (id == null) {
            return false;
        }
        var update = counting(List.of(occurrence))
                .set(SEVERITY, occurrence.severity().name());
        outbox.append(update, List.of(told(id.getString("_id"), occurrence)));
        var lessGrave = open(List.of(occurrence)).and(SEVERITY).nin(from(occurrence.severity()));
        var isGraver =
                mongo.updateFirst(Query.query(lessGrave), update, COLLECTION).getMatchedCount() == 1;
        if (isGraver) {
            written.accept(id.getString("_id"));
        }
        return isGraver;
    }

    /** Whether it counts already, or somebody said lately that it is none. */
    private boolean isTold(Occurrence occurrence) {
        var counted = where(CAUSES).is(occurrence.cause()).and(SUBJECT).is(occurrence.subject());
        var quiet = where(SUBJECT)
                .is(occurrence.subject())
                .and(CLOSED_AT)
                .gt(occurrence.at().minus(QUIET))
                .and("closeReason")
                .is(CloseReason.FALSE_POSITIVE.name());
        return mongo.exists(Query.query(counted), COLLECTION) || mongo.exists(Query.query(quiet), COLLECTION);
    }

    private boolean isOpened(Occurrence occurrence) {
        var id = Ids.derived("alr_", occurrence.subject() + " " + occurrence.cause());
        var alert = MongoAlertDocument.opened(id, occurrence)
                .append(Outbox.FIELD, outbox.entries(List.of(told(id, occurrence))));
        try {
            mongo.insert(alert, COLLECTION);
            written.accept(id);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    private static Criteria open(List<Occurrence> alike) {
        return where(OPEN_KEY).is(alike.getLast().subject()).and(CAUSES).nin(causes(alike));
    }

    private static Update counting(List<Occurrence> alike) {
        var latest = alike.stream()
                .map(Occurrence::at)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        var causes = causes(alike);
        var update = new Update()
                .inc("count", causes.size())
                .max("lastAt", latest)
                .set("detail", alike.getLast().detail());
        update.push(CAUSES).slice(-MOST_CAUSES).each(causes.toArray());
        return update;
    }

    private static List<String> causes(List<Occurrence> alike) {
        return alike.stream().map(Occurrence::cause).distinct().toList();
    }

    private static List<String> from(Severity severity) {
        return Arrays.stream(Severity.values())
                .filter(one -> one.compareTo(severity) >= 0)
                .map(Severity::name)
                .toList();
    }

    private static OutboxEvent told(String id, Occurrence occurrence) {
        var event = new SecurityEvent.AlertRaised(
                id,
                occurrence.kind(),
                occurrence.severity().name(),
                occurrence.userId(),
                occurrence.address(),
                occurrence.about(),
                occurrence.at());
        return new OutboxEvent(
                Ids.derived("evt_", id + " " + occurrence.severity()), Topics.SECURITY, id, occurrence.at(), event);
    }

    Optional<Alert> find(String id) {
        return Optional.ofNullable(mongo.findOne(Query.query(where("_id").is(id)), Document.class, COLLECTION))
                .map(MongoAlertDocument::alert);
    }

    /**
     * Does something with an alert that is in one of these states.
     *
     * @return empty when there is none of this id, or it is in another state
     */
    Optional<Alert> change(
            String id,
            Collection<State> from,
            Update update,
            String what,
            @Nullable String note,
            Actor by,
            Instant now) {
        update.push(AUDIT)
                .slice(-MOST_ENTRIES)
                .each(new Document("at", now)
                        .append("what", what)
                        .append("by", by.name())
                        .append("address", by.address())
                        .append("note", note));
        var inState =
                where("_id").is(id).and(STATE).in(from.stream().map(State::name).toList());
        return Optional.ofNullable(mongo.findAndModify(
                        Query.query(inState),
                        update,
                        FindAndModifyOptions.options().returnNew(true),
                        Document.class,
                        COLLECTION))
                .map(MongoAlertDocument::alert);
    }

    Optional<Alert> acknowledge(String id, Actor by, Instant now) {
        return change(
                id,
                List.of(State.OPEN),
                new Update().set(STATE, State.ACKNOWLEDGED.name()),
                "acknowledged",
                null,
                by,
                now);
    }

    Optional<Alert> assign(String id, String assignee, Actor by, Instant now) {
        var update = new Update().set("assignee", assignee);
        return change(id, List.of(State.OPEN, State.ACKNOWLEDGED), update, "assigned", assignee, by, now);
    }

    Optional<Alert> close(String id, CloseReason reason, @Nullable String note, Actor by, Instant now) {
        var update = new Update()
                .set(STATE, State.CLOSED.name())
                .set("closeReason", reason.name())
                .set(CLOSED_AT, now)
                .set(PURGE_AT, now.plus(kept))
                .unset(OPEN_KEY);
        return change(id, List.of(State.OPEN, State.ACKNOWLEDGED), update, "closed as " + reason.name(), note, by, now);
    }

    /** The newest first. */
    List<Alert> page(@Nullable State state, @Nullable Cursor after, int size) {
        var wanted = state == null ? new Criteria() : where(STATE).is(state.name());
        var query = Query.query(after == null ? wanted : wanted.andOperator(after.olderBy(FIRST_AT)))
                .with(Sort.by(Sort.Direction.DESC, FIRST_AT, "_id"))
                .limit(size);
        return mongo.find(query, Document.class, COLLECTION).stream()
                .map(MongoAlertDocument::alert)
                .toList();
    }

    @Override
    public void forget(String userId) {
        mongo.updateMulti(
                Query.query(where(USER).is(userId)),
                new Update().unset(USER).unset(OPEN_KEY).set(SUBJECT, "erased"),
                COLLECTION);
    }

    void purge(Instant now) {
        Outbox.removeTold(mongo, where(PURGE_AT).lte(now), COLLECTION);
    }
}
