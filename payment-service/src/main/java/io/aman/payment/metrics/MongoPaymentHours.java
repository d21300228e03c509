package io.aman.payment.metrics;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.BulkOperationException;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;

/**
 * What payments did, summed by hour: one document an hour, in it one part for each partition of the topic.
 *
 * <p>Each event counts once, for two reasons that need no transaction. <b>Read twice</b>: a part holds the offset up to
 * which it counts, and moves it in the very update that adds; an event at or before it is counted already, whoever
 * reads it again, wherever a crash was, however the batches are cut. <b>Published twice</b>: the first place where an
 * event was seen is stored under its id, and only there does it count; whoever dies in between finds the same answer
 * again. A list of seen ids in the part would have to hold as many ids as an hour has events; this holds one number.
 *
 * <p>The cost of a batch is one insert of many and one update an hour it touches. What is lost: when the topic is made
 * anew its offsets begin again, and the hour in which that happens counts nothing until they pass the old ones.
 */
final class MongoPaymentHours {

    static final String COLLECTION = "paymentHours";
    static final String PLACES = "paymentEventPlaces";

    private static final String ID = "_id";
    private static final String OFFSET = "offset";
    private static final String SUMS = "sums";
    private static final String PARTITION = "partition";

    private static final Map<String, Counter> BY_FIELD =
            Arrays.stream(Counter.values()).collect(Collectors.toMap(Counter::field, Function.identity()));

    /** Where an event lies. */
    private record Place(int partition, long offset) {}

    private final MongoOperations mongo;

    MongoPaymentHours(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /**
     * Counts events that lie in one partition, in their order there; those that count already change nothing. When it
     * throws, any part of them may be counted, and the same call completes it.
     */
    void add(int partition, List<LoggedEvent> events) {
        if (!events.isEmpty()) {
            firstSightings(events).stream()
                    .collect(Collectors.groupingBy(event -> Hours.of(event.at())))
                    .forEach((hour, ofHour) -> add(hour, partition, ofHour));
        }
    }

    private List<LoggedEvent> firstSightings(List<LoggedEvent> events) {
        var documents = events.stream()
                .map(event -> new Document(ID, placeId(event))
                        .append(PARTITION, event.partition())
                        .append(OFFSET, event.offset()))
                .toList();
        try {
            mongo.bulkOps(BulkMode.UNORDERED, PLACES).insert(documents).execute();
            return events;
        } catch (BulkOperationException e) { // some are there already, or not all could be written
            var places = places(events);
            return events.stream()
                    .filter(event -> place(places, event, e).equals(new Place(event.partition(), event.offset())))
                    .toList();
        }
    }

    private Map<String, Place> places(List<LoggedEvent> events) {
        var ids = events.stream().map(MongoPaymentHours::placeId).toList();
        return mongo.find(query(where(ID).in(ids)), Document.class, PLACES).stream()
                .collect(Collectors.toMap(
                        document -> document.getString(ID),
                        document -> new Place(document.getInteger(PARTITION), document.getLong(OFFSET))));
    }

    private static Place place(Map<String, Place> places, LoggedEvent event, BulkOperationException cause) {
        var place = places.get(placeId(event));
        if (place == null) {
            throw cause; // not inserted for another reason than being there
        }
        return place;
    }

    /** Begins with the hour, so that old ones are a range of the key. */
    private static String placeId(LoggedEvent event) {
        return Hours.id(event.at()) + "|" + event.id();
    }

    private void add(Instant hour, int partition, List<LoggedEvent> events) {
        var fresh = events;
        while (!fresh.isEmpty() && !addIfBehind(hour, partition, fresh)) {
            var counted = offset(hour, partition);
            fresh = fresh.stream().filter(event -> event.offset() > counted).toList();
        }
    }

    /** @return whether they were added: not where the part already counts the first of them */
    private boolean addIfBehind(Instant hour, int partition, List<LoggedEvent> events) {
        var part = part(partition);
        var update = new Update().set(part + OFFSET, events.getLast().offset());
        tallies(events)
                .forEach((series, tally) -> tally.sums()
                        .forEach((counter, sum) ->
                                update.inc(part + SUMS + "." + series.key() + "." + counter.field(), sum)));
        var first = events.getFirst().offset();
        try {
            mongo.upsert(
                    query(where(ID).is(Hours.id(hour)).and(part + OFFSET).not().gte(first)), update, COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false; // the hour is there and the condition does not hold, or another partition began it just now
        }
    }

    private static Map<Series, Tally> tallies(List<LoggedEvent> events) {
        return events.stream().collect(Collectors.toMap(LoggedEvent::series, LoggedEvent::tally, Tally::plus));
    }

    private long offset(Instant hour, int partition) {
        var lookup = query(where(ID).is(Hours.id(hour)));
        lookup.fields().include(part(partition) + OFFSET);
        var document = mongo.findOne(lookup, Document.class, COLLECTION);
        var stored = document == null ? null : document.getEmbedded(List.of("p" + partition, OFFSET), Long.class);
        return stored == null ? -1 : stored;
    }

    private static String part(int partition) {
        return "p" + partition + ".";
    }

    /** The sums of all these hours, added up; reads one document an hour at most, by its key. */
    Map<Series, Tally> sums(List<Instant> hours) {
        var found = mongo.find(query(where(ID).in(Hours.ids(hours))), Document.class, COLLECTION);
        Map<Series, Tally> sums = new HashMap<>();
        for (var hour : found) {
            hour.values().stream()
                    .filter(Document.class::isInstance)
                    .map(part -> ((Document) part).get(SUMS, new Document()))
                    .forEach(series -> series.forEach(
                            (key, counters) -> sums.merge(Series.ofKey(key), tally((Document) counters), Tally::plus)));
        }
        return sums;
    }

    private static Tally tally(Document counters) {
        var sums = new EnumMap<Counter, Long>(Counter.class);
        counters.forEach((field, sum) -> {
            var counter = BY_FIELD.get(field);
            if (counter != null) { // else one of a later version
                sums.put(counter, ((Number) sum).longValue());
            }
        });
        return new Tally(sums);
    }

    /** Forgets whole hours: sums before {@code sumsSince}, places of events before {@code placesSince}. */
    void forget(Instant sumsSince, Instant placesSince) {
        mongo.remove(query(where(ID).lt(Hours.id(sumsSince))), COLLECTION);
        mongo.remove(query(where(ID).lt(Hours.id(placesSince))), PLACES);
    }
}
