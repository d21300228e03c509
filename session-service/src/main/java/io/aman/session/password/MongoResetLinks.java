package io.aman.session.password;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.PasswordEvent.PasswordResetRequested;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.Secret;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.write.Change;
import io.aman.platform.write.VersionedDocuments;
import io.aman.platform.write.VersionedDocuments.Form;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
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

    private static final Form<Asked> FORM =
            new Form<>(_ -> Asked.NEVER, MongoResetLinks::asked, MongoResetLinks::fields);

    private record Sent(Link link, String tokenHash, Instant expiresAt) {}

    /**
     * When a person asked for links within an hour, and the one that counts.
     *
     * @param last null where none counts
     */
    private record Asked(List<Instant> at, @Nullable Sent last) {

        static final Asked NEVER = new Asked(List.of(), null);

        List<Instant> since(Instant time) {
            return at.stream().filter(asked -> asked.isAfter(time)).toList();
        }
    }

    private final MongoOperations mongo;
    private final VersionedDocuments<Asked> documents;
    private final Duration lifetime;
    private final int perHour;

    /** @param written told the id of each document whose outbox was filled */
    MongoResetLinks(MongoOperations mongo, Outbox outbox, Consumer<String> written, Duration lifetime, int perHour) {
        this.mongo = mongo;
        this.documents = new VersionedDocuments<>(mongo, COLLECTION, outbox, written, FORM);
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
        return documents.change(link.userId(), before -> {
            var recent = before.since(now.minus(HOUR));
            if (recent.size() >= perHour) {
                return Change.silent(before, false);
            }
            var times = Stream.concat(recent.stream(), Stream.of(now)).toList();
            return new Change<>(
                    new Asked(times, new Sent(link, hash(token), now.plus(lifetime))), List.of(event), true);
        });
    }

    @Override
    public Optional<Link> find(Secret token, Instant now) {
        var query = Query.query(where(TOKEN_HASH).is(hash(token)));
        return Optional.ofNullable(mongo.findOne(query, Document.class, COLLECTION))
                .map(MongoResetLinks::sent)
                .filter(sent -> now.isBefore(sent.expiresAt()))
                .map(Sent::link);
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

    private static Asked asked(Document document) {
        return new Asked(
                document.getList(ASKED_AT, Date.class).stream()
                        .map(Date::toInstant)
                        .toList(),
                document.containsKey(TOKEN_HASH) ? sent(document) : null);
    }

    private static Sent sent(Document document) {
        return new Sent(
                new Link(document.getString("_id"), document.getString("email"), document.getString("over")),
                document.getString(TOKEN_HASH),
                document.getDate("expiresAt").toInstant());
    }

    private static Document fields(Asked asked) {
        var document = new Document(ASKED_AT, asked.at());
        var last = asked.last();
        return last == null
                ? document
                : document.append(TOKEN_HASH, last.tokenHash())
                        .append("email", last.link().email())
                        .append("over", last.link().over())
                        .append("expiresAt", last.expiresAt());
    }
}
