package io.aman.payment.webhook;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.payment.provider.Notice;
import io.aman.payment.webhook.StoredNotice.State;
import io.aman.platform.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Notices in MongoDB, one document each, with the body as it came. */
class MongoNotices {

    static final String COLLECTION = "notices";

    private static final String STATE = "state";
    private static final String TRIES = "tries";
    private static final String RECEIVED_AT = "receivedAt";
    private static final String BODY = "body";
    private static final String REF = "ref";
    private static final String PROVIDER = "provider";
    /** In the place of a body that was erased: whoever has the body can show that it is the one. */
    private static final String BODY_SHA256 = "bodySha256";
    /** Only on notices that wait for work, so that the index holds nothing else. */
    private static final String DUE_AT = "dueAt";

    private final MongoOperations mongo;
    private final Clock clock;

    MongoNotices(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    void declareIndexes() {
        var indexes = mongo.indexOps(COLLECTION);
        indexes.createIndex(new Index(DUE_AT, Sort.Direction.ASC).sparse());
        indexes.createIndex(new Index(REF, Sort.Direction.ASC).sparse());
        indexes.createIndex(new Index(RECEIVED_AT, Sort.Direction.ASC).on("_id", Sort.Direction.ASC));
    }

    static String idOf(Notice notice) {
        return notice.provider() + ":" + notice.eventId();
    }

    /** Whether there is work to do once it is stored. */
    static boolean isActedOn(Notice notice) {
        return notice.about() != Notice.Subject.SOMETHING_ELSE && notice.ref() != null;
    }

    /** @return false when it was stored before */
    boolean add(Notice notice, @Nullable String traceparent) {
        var now = Date.from(clock.instant());
        var acted = isActedOn(notice);
        var document = new Document("_id", idOf(notice))
                .append(PROVIDER, notice.provider())
                .append("eventId", notice.eventId())
                .append("type", notice.type())
                .append("about", notice.about().name())
                .append(REF, notice.ref())
                .append("paymentId", notice.paymentId())
                .append(RECEIVED_AT, now)
                .append("traceparent", traceparent)
                .append(BODY, notice.body())
                .append(TRIES, 0)
                .append(STATE, (acted ? State.RECEIVED : State.NOT_OURS).name());
        if (acted) {
            document.append(DUE_AT, now);
        }
        try {
            mongo.insert(document, COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    /** Ids of notices that wait for work, the longest waiting first. */
    List<String> due(int limit) {
        var due = query(where(DUE_AT).lte(Date.from(clock.instant())))
                .with(Sort.by(DUE_AT))
                .limit(limit);
        due.fields().include("_id");
        return mongo.find(due, Document.class, COLLECTION).stream()
                .map(document -> document.getString("_id"))
                .toList();
    }

    /** Takes up a notice that waits; empty when somebody else has it or it is done. */
    Optional<StoredNotice> claim(String id, Duration lease) {
        var now = clock.instant();
        var waiting = query(where("_id").is(id).and(DUE_AT).lte(Date.from(now)));
        waiting.fields().exclude(BODY);
        return Optional.ofNullable(mongo.findAndModify(
                        waiting,
                        new Update().set(DUE_AT, Date.from(now.plus(lease))).inc(TRIES, 1),
                        FindAndModifyOptions.options().returnNew(true),
                        Document.class,
                        COLLECTION))
                .map(MongoNotices::notice);
    }

    /** No more work is due. */
    void done(String id, State state) {
        mongo.updateFirst(
                query(where("_id").is(id)),
                new Update().set(STATE, state.name()).unset(DUE_AT),
                COLLECTION);
    }

    void retryAt(String id, Instant at) {
        mongo.updateFirst(
                query(where("_id").is(id).and(STATE).is(State.RECEIVED.name())),
                new Update().set(DUE_AT, Date.from(at)),
                COLLECTION);
    }

    /**
     * Leaves of the bodies only their SHA-256; work on a notice does not need its body.
     *
     * @return how many notices there are about this, with or without their bodies
     */
    long eraseBodies(String provider, String ref) {
        var about = where(REF).is(ref).and(PROVIDER).is(provider);
        var bodies =
                query(where(REF).is(ref).and(PROVIDER).is(provider).and(BODY).exists(true));
        for (var document : mongo.find(bodies, Document.class, COLLECTION)) {
            var hash = Ids.sha256(document.getString(BODY).getBytes(StandardCharsets.UTF_8));
            mongo.updateFirst(
                    query(where("_id").is(document.getString("_id"))),
                    new Update()
                            .set(BODY_SHA256, HexFormat.of().formatHex(hash))
                            .unset(BODY),
                    COLLECTION);
        }
        return mongo.count(query(about), COLLECTION);
    }

    /** Without bodies, the newest first. */
    List<KeptNotice> newest(Selection selection, @Nullable Place before, int limit) {
        var page = query(criteria(selection, before == null ? null : before(before)))
                .with(Sort.by(Sort.Direction.DESC, RECEIVED_AT, "_id"))
                .limit(limit);
        page.fields().exclude(BODY);
        return kept(page);
    }

    /** With bodies, the oldest first. */
    List<KeptNotice> oldest(Selection selection, @Nullable Place after, int limit) {
        return kept(query(criteria(selection, after == null ? null : after(after)))
                .with(Sort.by(Sort.Direction.ASC, RECEIVED_AT, "_id"))
                .limit(limit));
    }

    /** The time bounds it outside the alternatives, too: there an index is entered. */
    private static Criteria before(Place place) {
        return new Criteria()
                .andOperator(
                        where(RECEIVED_AT).lte(place.at()),
                        new Criteria()
                                .orOperator(
                                        where(RECEIVED_AT).lt(place.at()),
                                        where("_id").lt(place.id())));
    }

    private static Criteria after(Place place) {
        return new Criteria()
                .andOperator(
                        where(RECEIVED_AT).gte(place.at()),
                        new Criteria()
                                .orOperator(
                                        where(RECEIVED_AT).gt(place.at()),
                                        where("_id").gt(place.id())));
    }

    /** @param place narrows further; null for the beginning */
    private static Criteria criteria(Selection selection, @Nullable Criteria place) {
        var wanted = new ArrayList<Criteria>();
        wanted.add(where(RECEIVED_AT).gte(selection.from()).lt(selection.to()));
        if (!selection.ids().isEmpty()) {
            wanted.add(where("_id").in(selection.ids()));
        }
        if (selection.provider() != null) {
            wanted.add(where(PROVIDER).is(selection.provider()));
        }
        if (selection.type() != null) {
            wanted.add(where("type").is(selection.type()));
        }
        if (selection.state() != null) {
            wanted.add(where(STATE).is(selection.state().name()));
        }
        if (place != null) {
            wanted.add(place);
        }
        return new Criteria().andOperator(wanted);
    }

    private List<KeptNotice> kept(Query page) {
        return mongo.find(page, Document.class, COLLECTION).stream()
                .map(document -> new KeptNotice(
                        notice(document), State.valueOf(document.getString(STATE)), document.getString(BODY)))
                .toList();
    }

    /** Keeps what today's code reads in it; the body stays. */
    void readAs(String id, Notice notice) {
        mongo.updateFirst(
                query(where("_id").is(id)),
                new Update()
                        .set("type", notice.type())
                        .set("about", notice.about().name())
                        .set("ref", notice.ref())
                        .set("paymentId", notice.paymentId()),
                COLLECTION);
    }

    private static StoredNotice notice(Document document) {
        return new StoredNotice(
                document.getString("_id"),
                document.getString(PROVIDER),
                document.getString("eventId"),
                document.getString("type"),
                about(document.getString("about")),
                document.getString(REF),
                document.getString("paymentId"),
                document.getDate(RECEIVED_AT).toInstant(),
                document.getString("traceparent"),
                document.getInteger(TRIES));
    }

    /** Notices were stored without it when only payments were acted on. */
    private static Notice.Subject about(@Nullable String stored) {
        return stored == null ? Notice.Subject.PAYMENT : Notice.Subject.valueOf(stored);
    }
}
