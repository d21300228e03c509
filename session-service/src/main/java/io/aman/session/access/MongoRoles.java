package io.aman.session.access;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.AccessEvent.RoleChanged;
import io.aman.events.AccessEvent.RoleLimits;
import io.aman.events.Actor;
import io.aman.events.RevocationEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.security.Limits;
import io.aman.platform.write.ConditionalWrites;
import io.aman.session.session.Revocations;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
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
    private static final String LIMITS = "limits";

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
        var limits = new TreeMap<String, Limits>();
        for (var role : document.getList(ROLES, Document.class)) {
            var name = role.getString(NAME);
            grants.put(name, new TreeSet<>(role.getList(PERMISSIONS, String.class, List.of())));
            var stored = role.get(LIMITS, Document.class);
            if (stored != null) {
                limits.put(name, limits(stored));
            }
        }
        return new RoleTable(document.getLong(VERSION), grants, limits);
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
            if (!after.saysTheSameAs(before)) {
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
        var changed = new RoleChanged(
                role,
                List.copyOf(before.grantedBy(role)),
                List.copyOf(after.grantedBy(role)),
                by,
                told(before.limitsBy(role)),
                told(after.limitsBy(role)));
        return List.of(
                revocations.of(new RevocationEvent.Roles(after.version(), revocations.forgetAfter(now)), now),
                new OutboxEvent(Ids.random("evt_"), Topics.SESSIONS, "role:" + role, now, changed));
    }

    static List<Document> documents(RoleTable table) {
        return table.grants().entrySet().stream()
                .map(role -> document(role.getKey(), role.getValue(), table.limitsBy(role.getKey())))
                .toList();
    }

    private static Document document(String name, Set<String> permissions, Limits limits) {
        var document = new Document(NAME, name).append(PERMISSIONS, List.copyOf(permissions));
        return limits.equals(Limits.NONE)
                ? document
                : document.append(
                        LIMITS,
                        new Document("perSecond", limits.perSecond())
                                .append("perMinute", limits.perMinute())
                                .append("concurrency", limits.concurrency())
                                .append("daily", limits.daily())
                                .append("monthly", limits.monthly()));
    }

    private static Limits limits(Document stored) {
        return new Limits(
                stored.getInteger("perSecond"),
                stored.getInteger("perMinute"),
                stored.getInteger("concurrency"),
                stored.getLong("daily"),
                stored.getLong("monthly"));
    }

    private static @Nullable RoleLimits told(Limits limits) {
        return limits.equals(Limits.NONE)
                ? null
                : new RoleLimits(
                        limits.perSecond(), limits.perMinute(), limits.concurrency(), limits.daily(), limits.monthly());
    }

    private static Query byId() {
        return Query.query(where("_id").is(ID));
    }
}
