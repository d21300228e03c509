package io.aman.session.access;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.AccessEvent.RoleChanged;
import io.aman.events.Actor;
import io.aman.events.RevocationEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.write.ConditionalWrites;
import io.aman.session.session.Revocations;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * All roles in one document of the collection {@code access}: so that a version and what it grants are always read
 * together, and no two changes overwrite each other.
 */
final class MongoRoles implements Roles {

    static final String COLLECTION = "access";
    static final String ID = "roles";
    static final String VERSION = "version";
    static final String ROLES = "roles";
    static final String NAME = "name";
    static final String PERMISSIONS = "permissions";

    private static final int MAX_TRIES = 100;
    private static final Duration MAX_PAUSE = Duration.ofMillis(10);

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Runnable written;
    private final Revocations revocations;
    private final Clock clock;

    /** @param written told whenever the outbox was filled */
    MongoRoles(MongoOperations mongo, Outbox outbox, Runnable written, Revocations revocations, Clock clock) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
        this.revocations = revocations;
        this.clock = clock;
    }

    @Override
    public RoleTable current() {
        var document = mongo.findOne(byId(), Document.class, COLLECTION);
        if (document == null) {
            throw new IllegalStateException("the roles were not seeded");
        }
        var grants = new TreeMap<String, SortedSet<String>>();
        document.getList(ROLES, Document.class)
                .forEach(role -> grants.put(
                        role.getString(NAME), new TreeSet<>(role.getList(PERMISSIONS, String.class, List.of()))));
        return new RoleTable(document.getLong(VERSION), grants);
    }

    @Override
    public RoleTable change(String role, UnaryOperator<RoleTable> rule, Actor by) {
        return change(role, rule, by, _ -> {}).orElseThrow(() -> new IllegalStateException("too many change roles"));
    }

    /** @param more what else is written, also where the rule changes nothing */
    Optional<RoleTable> change(String role, UnaryOperator<RoleTable> rule, Actor by, Consumer<Update> more) {
        return ConditionalWrites.untilNobodyIsFaster(MAX_TRIES, MAX_PAUSE, () -> {
            var before = current();
            var after = rule.apply(before);
            var update = new Update();
            more.accept(update);
            if (!after.grants().equals(before.grants())) {
                update.set(VERSION, after.version()).set(ROLES, documents(after));
                outbox.append(update, told(role, before, after, by));
            }
            return written(before, update) ? Optional.of(after) : Optional.empty();
        });
    }

    private boolean written(RoleTable before, Update update) {
        if (update.getUpdateObject().isEmpty()) {
            return true;
        }
        var unchanged = byId().addCriteria(where(VERSION).is(before.version()));
        var done = mongo.updateFirst(unchanged, update, COLLECTION).getMatchedCount() == 1;
        if (done) {
            written.run();
        }
        return done;
    }

    /** The revocation first: it is the one somebody waits for. */
    private List<OutboxEvent> told(String role, RoleTable before, RoleTable after, Actor by) {
        var now = clock.instant();
        var changed =
                new RoleChanged(role, List.copyOf(before.grantedBy(role)), List.copyOf(after.grantedBy(role)), by);
        return List.of(
                revocations.of(new RevocationEvent.Roles(after.version(), revocations.forgetAfter(now)), now),
                new OutboxEvent(Ids.random("evt_"), Topics.SESSIONS, "role:" + role, now, changed));
    }

    static List<Document> documents(RoleTable table) {
        return table.grants().entrySet().stream()
                .map(role -> new Document(NAME, role.getKey()).append(PERMISSIONS, List.copyOf(role.getValue())))
                .toList();
    }

    private static Query byId() {
        return Query.query(where("_id").is(ID));
    }
}
