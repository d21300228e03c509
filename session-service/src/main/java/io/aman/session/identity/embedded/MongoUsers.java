package io.aman.session.identity.embedded;

import io.aman.events.DomainEvent;
import io.aman.events.Topics;
import io.aman.events.UserEvent;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.page.InvalidCursor;
import io.aman.platform.page.Page;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.User;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Accounts in the collection {@code users}; the unique key on the address decides who was first. */
final class MongoUsers implements Users {

    static final String COLLECTION = "users";

    private static final Duration BETWEEN_NOTICES = Duration.ofHours(1);
    private static final String NEXT_NOTICE = "nextRepeatNoticeAt";

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<String> written;

    /** @param written told the id of each account whose outbox was filled */
    MongoUsers(MongoOperations mongo, Outbox outbox, Consumer<String> written) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index("email", Sort.Direction.ASC).unique());
        mongo.indexOps(COLLECTION)
                .createIndex(new Index("roles", Sort.Direction.ASC).on("enabled", Sort.Direction.ASC));
    }

    @Override
    public Optional<Account> byEmail(EmailAddress email) {
        return one(Criteria.where("email").is(email.value()))
                .map(document -> new Account(user(document), document.getString("passwordHash")));
    }

    @Override
    public Optional<User> byId(String userId) {
        return one(Criteria.where("_id").is(userId)).map(MongoUsers::user);
    }

    @Override
    public boolean add(Account account, Instant now) {
        var user = account.user();
        var registered = new UserEvent.Registered(user.id(), user.email().value(), user.name(), user.language());
        var document = new Document("_id", user.id())
                .append("version", 0L)
                .append("email", user.email().value())
                .append("name", user.name())
                .append("language", user.language())
                .append("roles", List.copyOf(user.roles()))
                .append("enabled", user.enabled())
                .append("passwordHash", account.passwordHash())
                .append("createdAt", now)
                .append(MongoUserPasswords.CHANGED_AT, now)
                .append(NEXT_NOTICE, now)
                .append(Outbox.FIELD, outbox.entries(List.of(event(user.id(), now, registered))));
        try {
            mongo.insert(document, COLLECTION);
        } catch (DuplicateKeyException _) {
            return false;
        }
        written.accept(user.id());
        return true;
    }

    @Override
    public void tellRepeated(String userId, Instant now) {
        var due = Query.query(Criteria.where("_id").is(userId).and(NEXT_NOTICE).lte(now));
        var change = new Update().set(NEXT_NOTICE, now.plus(BETWEEN_NOTICES)).inc("version", 1);
        outbox.append(change, List.of(event(userId, now, new UserEvent.RegistrationRepeated(userId))));
        if (mongo.updateFirst(due, change, COLLECTION).getMatchedCount() == 1) {
            written.accept(userId);
        }
    }

    /** The cursor is the last one's id, which no log of addresses minds. */
    @Override
    public Page<User> search(@Nullable String query, int limit, @Nullable String cursor) {
        var named = query == null ? Optional.<User>empty() : byId(query.strip());
        if (named.isPresent()) {
            return new Page<>(List.of(named.get()), null);
        }
        var beginning = query == null ? "" : asStored(query);
        var last = cursor == null
                ? null
                : one(Criteria.where("_id").is(cursor))
                        .orElseThrow(InvalidCursor::new)
                        .getString("email");
        var page = Query.query(between(beginning, last)).with(Sort.by("email")).limit(limit + 1);
        var found = mongo.find(page, Document.class, COLLECTION).stream()
                .map(MongoUsers::user)
                .toList();
        var shown = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(shown, found.size() > limit ? shown.getLast().id() : null);
    }

    @Override
    public List<User> enabledWith(String role, int limit) {
        var having = Criteria.where("roles").is(role).and("enabled").is(true);
        return mongo.find(Query.query(having).limit(limit), Document.class, COLLECTION).stream()
                .map(MongoUsers::user)
                .toList();
    }

    @Override
    public void setEnabled(String userId, boolean enabled) {
        change(userId, new Update().set("enabled", enabled));
    }

    @Override
    public void setRoles(String userId, Set<String> roles) {
        change(userId, new Update().set("roles", List.copyOf(new TreeSet<>(roles))));
    }

    private void change(String userId, Update change) {
        mongo.updateFirst(Query.query(Criteria.where("_id").is(userId)), change.inc("version", 1), COLLECTION);
    }

    /** As bounds of the sorted addresses, which an index serves; whatever somebody types is text. */
    private static Criteria between(String beginning, @Nullable String last) {
        if (beginning.isEmpty()) {
            return last == null ? new Criteria() : Criteria.where("email").gt(last);
        }
        var from = Criteria.where("email");
        var bounded = last == null || last.compareTo(beginning) < 0 ? from.gte(beginning) : from.gt(last);
        return bounded.lt(after(beginning));
    }

    /** The least text that is greater than all that begin with this. */
    private static String after(String beginning) {
        var lastPoint = beginning.codePointBefore(beginning.length());
        var rest = beginning.substring(0, beginning.length() - Character.charCount(lastPoint));
        var next = lastPoint + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : lastPoint + 1;
        return rest + Character.toString(Math.min(next, Character.MAX_CODE_POINT));
    }

    private static String asStored(String typed) {
        return Normalizer.normalize(typed.strip().toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private Optional<Document> one(Criteria criteria) {
        return Optional.ofNullable(mongo.findOne(Query.query(criteria), Document.class, COLLECTION));
    }

    static User user(Document document) {
        return new User(
                document.getString("_id"),
                new EmailAddress(document.getString("email")),
                document.getString("name"),
                document.getString("language"),
                Set.copyOf(document.getList("roles", String.class)),
                document.getBoolean("enabled"));
    }

    private static OutboxEvent event(String userId, Instant now, DomainEvent event) {
        return new OutboxEvent(Ids.random("evt_"), Topics.SESSIONS, userId, now, event);
    }
}
