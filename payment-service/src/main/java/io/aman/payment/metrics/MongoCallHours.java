package io.aman.payment.metrics;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.payment.provider.ProviderCall.Outcome;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Calls to providers by hour: one document an hour, in it one part for each run of each process.
 *
 * <p>A run writes its whole count of the hour each time, so that a write whose answer was lost may be repeated.
 */
final class MongoCallHours {

    static final String COLLECTION = "providerCallHours";

    private static final String ID = "_id";
    private static final String RUNS = "runs";
    private static final String OUTCOMES = "outcomes";
    private static final String LATENCIES = "latencies";

    private final MongoOperations mongo;
    private final String run;

    /** @param run unique for this start of this process; no dots */
    MongoCallHours(MongoOperations mongo, String run) {
        this.mongo = mongo;
        this.run = run;
    }

    /** Replaces what this run has counted in an hour. */
    void put(Instant hour, Map<CallSeries, Calls> calls) {
        var part = new Document();
        calls.forEach((series, sum) -> part.append(series.key(), document(sum)));
        var ofHour = query(where(ID).is(Hours.id(hour)));
        var update = new Update().set(RUNS + "." + run, part);
        try {
            mongo.upsert(ofHour, update, COLLECTION);
        } catch (DuplicateKeyException _) {
            mongo.updateFirst(ofHour, update, COLLECTION); // another run began the hour just now
        }
    }

    /** The calls of all runs in all these hours, added up; reads one document an hour at most, by its key. */
    Map<CallSeries, Calls> sums(List<Instant> hours) {
        Map<CallSeries, Calls> sums = new HashMap<>();
        for (var hour : mongo.find(query(where(ID).in(Hours.ids(hours))), Document.class, COLLECTION)) {
            hour.get(RUNS, new Document())
                    .values()
                    .forEach(run -> ((Document) run)
                            .forEach((key, sum) ->
                                    sums.merge(CallSeries.ofKey(key), calls((Document) sum), Calls::plus)));
        }
        return sums;
    }

    /** Forgets whole hours before {@code since}. */
    void forget(Instant since) {
        mongo.remove(query(where(ID).lt(Hours.id(since))), COLLECTION);
    }

    private static Document document(Calls calls) {
        var outcomes = new Document();
        calls.outcomes().forEach((outcome, count) -> outcomes.append(outcome.name(), count));
        var latencies = new Document();
        calls.latencies().counts().forEach((bucket, count) -> latencies.append(String.valueOf(bucket), count));
        return new Document(OUTCOMES, outcomes).append(LATENCIES, latencies);
    }

    private static Calls calls(Document document) {
        var outcomes = new EnumMap<Outcome, Long>(Outcome.class);
        document.get(OUTCOMES, new Document())
                .forEach((outcome, count) -> outcomes.put(Outcome.valueOf(outcome), ((Number) count).longValue()));
        Map<Integer, Long> latencies = new HashMap<>();
        document.get(LATENCIES, new Document())
                .forEach((bucket, count) -> latencies.put(Integer.valueOf(bucket), ((Number) count).longValue()));
        return new Calls(outcomes, new Latencies(latencies));
    }
}
