package io.aman.notification.delivery;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.events.Actor;
import io.aman.notification.delivery.LimitProperties.Limit;
import io.aman.notification.recipient.PersonalData;
import io.aman.platform.write.ConditionalWrites;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** One document for each person, channel and category: who took a place, and when. */
@Repository
class MongoRecipientLimits implements RecipientLimits, PersonalData {

    static final String COLLECTION = "recipientLimits";

    private static final char AFTER_SLASH = '/' + 1;
    private static final String PLACES = "places";
    private static final String VERSION = "version";
    private static final String OVER_AT = "overAt";
    private static final int TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final MongoOperations mongo;
    private final LimitProperties properties;

    MongoRecipientLimits(MongoOperations mongo, LimitProperties properties) {
        this.mongo = mongo;
        this.properties = properties;
        mongo.indexOps(COLLECTION).createIndex(new Index(OVER_AT, Sort.Direction.ASC));
    }

    /** @param until when the oldest place becomes free; null where one was taken */
    private record Verdict(@Nullable Instant until) {}

    @Override
    public Optional<Instant> admit(Delivery delivery, Instant now) {
        var id = "%s/%s/%s"
                .formatted(
                        delivery.userId(),
                        delivery.channel(),
                        delivery.category().key());
        var limit = properties.of(delivery.category());
        var verdict = ConditionalWrites.untilNobodyIsFaster(TRIES, PAUSE, () -> tried(id, delivery.id(), limit, now));
        return verdict.isPresent()
                ? Optional.ofNullable(verdict.get().until())
                : Optional.of(now.plusSeconds(1)); // so many at once that nobody gets through: soon
    }

    private Optional<Verdict> tried(String id, String delivery, Limit limit, Instant now) {
        var document = mongo.findById(id, Document.class, COLLECTION);
        var places = places(document, now.minus(limit.window()));
        if (places.stream().anyMatch(place -> delivery.equals(place.getString("id")))) {
            return Optional.of(new Verdict(null));
        }
        if (places.size() >= limit.count()) {
            var first = places.get(places.size() - limit.count()).getDate("at").toInstant();
            return Optional.of(new Verdict(first.plus(limit.window())));
        }
        places.add(new Document("id", delivery).append("at", Date.from(now)));
        return write(id, document, places, now.plus(limit.window()))
                ? Optional.of(new Verdict(null))
                : Optional.empty();
    }

    private static List<Document> places(@Nullable Document document, Instant after) {
        var places = new ArrayList<Document>();
        if (document != null) {
            document.getList(PLACES, Document.class).stream()
                    .filter(place -> place.getDate("at").toInstant().isAfter(after))
                    .forEach(places::add);
        }
        return places;
    }

    private boolean write(String id, @Nullable Document before, List<Document> places, Instant overAt) {
        if (before == null) {
            try {
                mongo.insert(
                        new Document("_id", id)
                                .append(PLACES, places)
                                .append(OVER_AT, Date.from(overAt))
                                .append(VERSION, 0),
                        COLLECTION);
                return true;
            } catch (DuplicateKeyException _) {
                return false;
            }
        }
        var unchanged = query(where("_id").is(id).and(VERSION).is(before.getInteger(VERSION)));
        var taken =
                new Update().set(PLACES, places).set(OVER_AT, Date.from(overAt)).inc(VERSION, 1);
        return mongo.updateFirst(unchanged, taken, COLLECTION).getMatchedCount() == 1;
    }

    @Override
    public void clean(Instant now) {
        mongo.remove(query(where(OVER_AT).lt(Date.from(now))), COLLECTION);
    }

    /** Theirs are the ids that begin with their own and a slash. */
    @Override
    public void forget(String userId, Actor by) {
        mongo.remove(query(where("_id").gt(userId + "/").lt(userId + AFTER_SLASH)), COLLECTION);
    }
}
