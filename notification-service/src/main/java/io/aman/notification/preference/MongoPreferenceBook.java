package io.aman.notification.preference;

import io.aman.events.Actor;
import io.aman.notification.recipient.PersonalData;
import io.aman.platform.write.ConditionalWrites;
import io.aman.platform.write.VersionedUpdate;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** One document a person, found by its id alone; it keeps who made its last changes. */
@Repository
class MongoPreferenceBook implements PreferenceBook, PersonalData {

    static final String COLLECTION = "preferences";

    private static final int TRIES = 20;
    private static final Duration MAX_PAUSE = Duration.ofMillis(20);
    private static final int CHANGES_KEPT = 20;

    private final MongoOperations mongo;
    private final Clock clock;

    MongoPreferenceBook(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    @Override
    public Map<String, Preferences> of(Collection<String> userIds) {
        var all = new HashMap<String, Preferences>();
        userIds.forEach(userId -> all.put(userId, Preferences.unsaid(userId)));
        mongo.find(Query.query(Criteria.where("_id").in(userIds)), Document.class, COLLECTION)
                .forEach(document -> all.put(document.getString("_id"), MongoPreferenceDocument.preferences(document)));
        return all;
    }

    @Override
    public Preferences change(String userId, By by, UnaryOperator<Preferences> next) {
        return ConditionalWrites.untilNobodyIsFaster(TRIES, MAX_PAUSE, () -> {
                    var now = of(userId);
                    var changed = next.apply(now);
                    return changed.equals(now) ? Optional.of(now) : write(now.version(), changed, by);
                })
                .orElseThrow(PreferenceError.Contended::new);
    }

    /** Empty when somebody else has written in between. */
    private Optional<Preferences> write(long seen, Preferences changed, By by) {
        var document = MongoPreferenceDocument.fields(changed);
        var update = new Update();
        document.forEach(update::set);
        update.push("changes")
                .slice(-CHANGES_KEPT)
                .each(new Document("at", Date.from(clock.instant())).append("by", by.name()));
        var userId = changed.userId();
        return VersionedUpdate.isWritten(mongo, COLLECTION, userId, MongoPreferenceDocument.VERSION, seen, update)
                ? Optional.of(of(userId))
                : Optional.empty();
    }

    @Override
    public void forget(String userId, Actor by) {
        mongo.remove(Query.query(Criteria.where("_id").is(userId)), COLLECTION);
    }
}
