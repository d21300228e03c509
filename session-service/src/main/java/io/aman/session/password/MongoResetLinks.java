package io.aman.session.password;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.PasswordEvent.PasswordResetRequested;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.Secret;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.write.ConditionalWrites;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Links in the collection {@code passwordResets}, one document a person; of the token no more than its hash is kept. */
final class MongoResetLinks implements ResetLinks {

    static final String COLLECTION = "passwordResets";

    private static final String TOKEN_HASH = "tokenHash";
    private static final String ASKED_AT = "askedAt";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MAX_TRIES = 20;
    private static final Duration MAX_PAUSE = Duration.ofMillis(10);

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<String> written;
    private final Duration lifetime;
    private final int perHour;

    /** @param written told the id of each document whose outbox was filled */
    MongoResetLinks(MongoOperations mongo, Outbox outbox, Consumer<String> written, Duration lifetime, int perHour) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
        this.lifetime = lifetime;
        this.perHour = perHour;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION)
                .createIndex(new Index(TOKEN_HASH, Sort.Direction.ASC).unique().sparse());
    }

    @Override
    public boolean add(Link link, Secret token, Instant now, PasswordResetRequested told) {
        var event = new OutboxEvent(Ids.random("evt_"), Topics.SESSIONS, link.userId(), now, told);
        var added = ConditionalWrites.untilNobodyIsFaster(MAX_TRIES, MAX_PAUSE, () -> {
                    var document = mongo.findById(link.userId(), Document.class, COLLECTION);
                    var asked = asked(document, now);
                    if (asked.size() >= perHour) {
                        return Optional.of(false);
                    }
                    asked.add(Date.from(now));
                    var done = document == null
                            ? inserted(link, token, now, asked, event)
                            : replaced(document.getLong("version"), link, token, now, asked, event);
                    return done ? Optional.of(true) : Optional.empty();
                })
                .orElseThrow(() -> new IllegalStateException("too many links for %s at once".formatted(link.userId())));
        if (added) {
            written.accept(link.userId());
        }
        return added;
    }

    private static List<Date> asked(@Nullable Document document, Instant now) {
        if (document == null) {
            return new ArrayList<>();
        }
        var recent = new ArrayList<>(document.getList(ASKED_AT, Date.class));
        recent.removeIf(at -> !at.toInstant().isAfter(now.minus(HOUR)));
        return recent;
    }

    private boolean inserted(Link link, Secret token, Instant now, List<Date> asked, OutboxEvent event) {
        var document = new Document("_id", link.userId())
                .append("version", 0L)
                .append(TOKEN_HASH, hash(token))
                .append("email", link.email())
                .append("over", link.over())
                .append("expiresAt", now.plus(lifetime))
                .append(ASKED_AT, asked)
                .append(Outbox.FIELD, outbox.entries(List.of(event)));
        try {
            mongo.insert(document, COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    private boolean replaced(long version, Link link, Secret token, Instant now, List<Date> asked, OutboxEvent event) {
        var change = new Update()
                .set("version", version + 1)
                .set(TOKEN_HASH, hash(token))
                .set("email", link.email())
                .set("over", link.over())
                .set("expiresAt", now.plus(lifetime))
                .set(ASKED_AT, asked);
        outbox.append(change, List.of(event));
        var unchanged =
                Query.query(where("_id").is(link.userId()).and("version").is(version));
        return mongo.updateFirst(unchanged, change, COLLECTION).getMatchedCount() == 1;
    }

    @Override
    public Optional<Link> find(Secret token, Instant now) {
        var query = Query.query(where(TOKEN_HASH).is(hash(token)));
        return Optional.ofNullable(mongo.findOne(query, Document.class, COLLECTION))
                .filter(document -> now.isBefore(document.getDate("expiresAt").toInstant()))
                .map(document ->
                        new Link(document.getString("_id"), document.getString("email"), document.getString("over")));
    }

    @Override
    public void remove(String userId) {
        var change = new Update().unset(TOKEN_HASH).inc("version", 1);
        mongo.updateFirst(Query.query(where("_id").is(userId)), change, COLLECTION);
    }

    /** The token has 256 random bits: nothing is gained by a slow hash. */
    private static String hash(Secret token) {
        return HexFormat.of().formatHex(Ids.sha256(token.reveal().getBytes(StandardCharsets.UTF_8)));
    }
}
