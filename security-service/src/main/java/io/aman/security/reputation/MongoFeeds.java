package io.aman.security.reputation;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The last good file of each list, for all instances and for starts while the publisher is away. */
final class MongoFeeds {

    static final String COLLECTION = "feeds";
    private static final String TEXT = "text";
    private static final String ETAG = "etag";
    private static final String ENTRIES = "entries";
    private static final String VERSION = "version";
    private static final String CONFIRMED_AT = "confirmedAt";
    private static final String NEXT_AT = "nextAt";
    private static final String REFUSAL = "refusal";

    private final MongoOperations mongo;

    MongoFeeds(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /**
     * How a list fares.
     *
     * @param version one more with each file that was taken over; 0 before the first
     * @param entries in the file that is in use
     * @param confirmedAt when the publisher last said that this is its list
     * @param refusal why the last file was not taken over, or could not be had
     */
    record State(
            long version,
            int entries,
            @Nullable Instant confirmedAt,
            @Nullable String etag,
            @Nullable String refusal) {

        static final State UNKNOWN = new State(0, 0, null, null, null);
    }

    State state(String name) {
        var query = byId(name);
        query.fields().exclude(TEXT);
        var found = mongo.findOne(query, Document.class, COLLECTION);
        return found == null ? State.UNKNOWN : state(found);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(mongo.findOne(byId(name), Document.class, COLLECTION))
                .map(found -> found.get(TEXT, Binary.class))
                .map(text -> unpacked(text.getData()));
    }

    /** Whether it is due and nobody else has taken it: then it is ours until {@code again} from now. */
    boolean claim(String name, Instant now, Duration again) {
        var due = new Criteria()
                .andOperator(
                        where("_id").is(name),
                        new Criteria()
                                .orOperator(
                                        where(NEXT_AT).exists(false),
                                        where(NEXT_AT).lte(now)));
        try {
            mongo.findAndModify(
                    Query.query(due),
                    new Update().set(NEXT_AT, now.plus(again)),
                    FindAndModifyOptions.options().upsert(true).returnNew(true),
                    Document.class,
                    COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false; // it is there and not due
        }
    }

    /** Keeps a file in place of the one before. */
    void keep(String name, FeedClient.Fetched fetched, int entries, Instant now) {
        var update = new Update()
                .set(TEXT, new Binary(packed(fetched.text())))
                .set(ENTRIES, entries)
                .set(CONFIRMED_AT, now)
                .inc(VERSION, 1)
                .unset(REFUSAL);
        mongo.updateFirst(
                byId(name), fetched.etag() == null ? update.unset(ETAG) : update.set(ETAG, fetched.etag()), COLLECTION);
    }

    void confirm(String name, Instant now) {
        mongo.updateFirst(byId(name), new Update().set(CONFIRMED_AT, now).unset(REFUSAL), COLLECTION);
    }

    /** Says why nothing was taken over, and when it is tried again. */
    void refuse(String name, String why, Instant again) {
        mongo.updateFirst(byId(name), new Update().set(REFUSAL, why).set(NEXT_AT, again), COLLECTION);
    }

    private static Query byId(String name) {
        return Query.query(where("_id").is(name));
    }

    private static State state(Document found) {
        var confirmedAt = found.getDate(CONFIRMED_AT);
        var version = found.get(VERSION, Number.class);
        return new State(
                version == null ? 0 : version.longValue(),
                found.getInteger(ENTRIES, 0),
                confirmedAt == null ? null : instant(confirmedAt),
                found.getString(ETAG),
                found.getString(REFUSAL));
    }

    private static Instant instant(Date date) {
        return date.toInstant();
    }

    private static byte[] packed(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String unpacked(byte[] bytes) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
