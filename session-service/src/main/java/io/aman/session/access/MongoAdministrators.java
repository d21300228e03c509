package io.aman.session.access;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.Ids;
import io.aman.platform.write.ConditionalWrites;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.User;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Writes down who is about to be no administrator before the directory hears of it, in one document with a version: a
 * directory has no write that depends on two people. Whoever is written down is not counted as one who is left.
 */
final class MongoAdministrators implements Administrators {

    private static final String ID = "administrators";
    private static final String VERSION = "version";
    private static final String LEAVING = "leaving";
    private static final String ENTRY = "id";
    private static final String USER = "userId";
    private static final String UNTIL = "until";

    private static final int MAX_TRIES = 100;
    private static final Duration MAX_PAUSE = Duration.ofMillis(10);

    /** No call to a directory takes as long; until then one whose outcome nobody knows may still arrive. */
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final MongoOperations mongo;
    private final IdentityProvider identity;
    private final Clock clock;

    MongoAdministrators(MongoOperations mongo, IdentityProvider identity, Clock clock) {
        this.mongo = mongo;
        this.identity = identity;
        this.clock = clock;
    }

    void prepare() {
        try {
            mongo.insert(new Document("_id", ID).append(VERSION, 0L).append(LEAVING, List.of()), MongoRoles.COLLECTION);
        } catch (DuplicateKeyException _) {
            // there since an earlier start
        }
    }

    @Override
    public void keepingAnother(String userId, Runnable change) {
        var entry = ConditionalWrites.untilNobodyIsFaster(MAX_TRIES, MAX_PAUSE, () -> leave(userId))
                .orElseThrow(() -> new IllegalStateException("too many administrators change at once"));
        change.run(); // when it fails the entry stays for a while: the directory may have done it
        mongo.updateFirst(
                byId(), new Update().pull(LEAVING, new Document(ENTRY, entry)).inc(VERSION, 1), MongoRoles.COLLECTION);
    }

    /** The document is read before the directory: whoever left the one is gone from the other. */
    private Optional<String> leave(String userId) {
        var document = Objects.requireNonNull(mongo.findOne(byId(), Document.class, MongoRoles.COLLECTION), ID);
        var now = clock.instant();
        var leaving = document.getList(LEAVING, Document.class).stream()
                .filter(one -> one.getDate(UNTIL).toInstant().isAfter(now))
                .collect(Collectors.toCollection(ArrayList::new));
        var gone =
                new HashSet<>(leaving.stream().map(one -> one.getString(USER)).toList());
        gone.add(userId);
        requireAnother(userId, gone);
        var entry = Ids.random("lea_");
        leaving.add(new Document(ENTRY, entry).append(USER, userId).append(UNTIL, Date.from(now.plus(REMEMBERED))));
        var version = document.getLong(VERSION);
        var change = new Update().set(LEAVING, leaving).set(VERSION, version + 1);
        var unchanged = byId().addCriteria(where(VERSION).is(version));
        return mongo.updateFirst(unchanged, change, MongoRoles.COLLECTION).getMatchedCount() == 1
                ? Optional.of(entry)
                : Optional.empty();
    }

    private void requireAnother(String userId, Set<String> gone) {
        var isOne = identity.find(userId)
                .filter(user -> user.enabled() && user.roles().contains(User.ROLE_ADMIN))
                .isPresent();
        if (isOne
                && identity.enabledWith(User.ROLE_ADMIN, gone.size() + 1).stream()
                        .allMatch(other -> gone.contains(other.id()))) {
            throw new AccessError.LastAdministrator();
        }
    }

    private static Query byId() {
        return Query.query(where("_id").is(ID));
    }
}
