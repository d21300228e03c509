package io.aman.gateway.quota;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoServerException;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** One document for a person and period; a lease is one conditional update of it. */
final class MongoLeases implements Leases {

    static final String COLLECTION = "quotas";

    private static final String TAKEN = "taken";
    private static final String FORGET_AFTER = "forgetAfter";
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int SLICES = 10;
    private static final int MAX_TRIES = 50;
    private static final FindOneAndUpdateOptions COUNTED =
            new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

    private final MongoCollection<Document> quotas;
    private final Clock clock;

    MongoLeases(MongoDatabase database, Clock clock) {
        // What a failover forgot would be leased twice.
        this.quotas = database.getCollection(COLLECTION).withWriteConcern(WriteConcern.MAJORITY);
        this.clock = clock;
    }

    @Override
    public Mono<Lease> take(String subject, Period period, long quota, long wanted) {
        return take(subject, period, quota, Math.min(wanted, quota), MAX_TRIES);
    }

    private Mono<Lease> take(String subject, Period period, long quota, long wanted, int tries) {
        var hasRoom = and(eq("_id", id(subject, period)), lte(TAKEN, quota - wanted));
        var counted = combine(
                inc(TAKEN, wanted),
                setOnInsert(FORGET_AFTER, Date.from(period.endsAt().plus(KEPT))));
        return Mono.from(quotas.findOneAndUpdate(hasRoom, counted, COUNTED))
                .map(after -> new Lease(wanted, after.getLong(TAKEN)))
                // There is one, without so much room; or another gateway was faster to begin it.
                .onErrorResume(MongoLeases::isDuplicate, _ -> less(subject, period, quota, wanted, tries - 1));
    }

    private Mono<Lease> less(String subject, Period period, long quota, long wanted, int tries) {
        return taken(subject, period).flatMap(taken -> {
            var left = quota - taken;
            if (left <= 0) {
                return Mono.just(new Lease(0, taken));
            }
            return tries == 0
                    ? Mono.error(new IllegalStateException("too many lease the same quota"))
                    : take(subject, period, quota, Math.clamp(left / SLICES, 1, wanted), tries);
        });
    }

    @Override
    public Mono<Void> giveBack(String subject, Period period, long units) {
        return Mono.from(quotas.updateOne(eq("_id", id(subject, period)), inc(TAKEN, -units)))
                .then();
    }

    @Override
    public Mono<Long> taken(String subject, Period period) {
        return Mono.from(quotas.find(eq("_id", id(subject, period))).first())
                .map(document -> document.getLong(TAKEN))
                .defaultIfEmpty(0L);
    }

    /** A server that expires documents does it by the index; one that does not is helped. */
    @Override
    public Mono<Void> forgetOld() {
        var expiring = new IndexOptions().expireAfter(0L, TimeUnit.SECONDS);
        return Mono.from(quotas.createIndex(Indexes.ascending(FORGET_AFTER), expiring))
                .then(Mono.from(quotas.deleteMany(lt(FORGET_AFTER, Date.from(clock.instant())))))
                .then();
    }

    /** The subject exactly: ids that differ in case are of different people. */
    private static String id(String subject, Period period) {
        return subject + " " + period.name();
    }

    private static boolean isDuplicate(Throwable error) {
        return error instanceof MongoServerException e
                && ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY;
    }
}
