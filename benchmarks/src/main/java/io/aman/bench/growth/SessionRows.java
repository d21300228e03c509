package io.aman.bench.growth;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.bson.Document;

/**
 * Sessions put into the database as copies of some that the service began by signing people in, and refused sign-ins beside
 * them. As many as are kept for a month: most are over, a third were signed out of, and most were refreshed.
 */
final class SessionRows {

    static final String COLLECTION = "sessions";
    static final String FAILURES = "loginAttempts";
    static final String OFFICE = "198.51.100.7";

    private static final Duration DAYS = Duration.ofDays(30);
    private static final Duration LIFETIME = Duration.ofDays(1);
    private static final Duration BETWEEN_REFRESHES = Duration.ofMinutes(5);
    private static final int BATCH = 20_000;
    static final int OF_ONE_PERSON = 5;
    private static final int ONE_FROM_THE_OFFICE_IN = 200;
    private static final int ONE_REFUSED_IN = 10;
    private static final int ONE_BY_IPV6_IN = 3;

    private final MongoCollection<Document> sessions;
    private final MongoCollection<Document> failures;
    private final List<Document> copied;
    private final Instant newest;
    private int count;

    /** @param originals sessions of people who have signed in, whose events are published */
    SessionRows(MongoDatabase database, List<Document> originals, Instant newest) {
        this.sessions = database.getCollection(COLLECTION);
        this.failures = database.getCollection(FAILURES);
        this.copied = List.copyOf(originals);
        this.newest = newest;
    }

    /** Returns when there are so many; what is added lies as evenly over the month as what is there. */
    void growTo(int wanted) {
        var from = count;
        insert(sessions, from, wanted, number -> session(number, at(number - from, wanted - from)));
        insert(
                failures,
                from / ONE_REFUSED_IN,
                wanted / ONE_REFUSED_IN,
                number -> failure(number, hex("account", number), newest.minus(DAYS.dividedBy(2))));
        count = wanted;
    }

    private static void insert(MongoCollection<Document> collection, int from, int to, IntFunction<Document> row) {
        for (var next = from; next < to; ) {
            var batch = new ArrayList<Document>(BATCH);
            while (next < to && batch.size() < BATCH) {
                batch.add(row.apply(next++));
            }
            collection.insertMany(batch, new InsertManyOptions().ordered(false));
        }
    }

    /** Sessions of one person in use now, and as many refused attempts at their account. */
    void addOf(String userId, String accountKey, int live) {
        insert(
                sessions,
                0,
                live,
                number -> session(number, newest.minusSeconds(number + 1L))
                        .append("_id", "ses_" + hex("own", number))
                        .append("u", userId)
                        .append("a", Date.from(newest)));
        insert(failures, 0, live, number -> failure(-1 - number, accountKey, newest.minusSeconds(number + 1L)));
    }

    /** As if the person had just used each of their sessions. */
    void touch(String userId, Instant now) {
        sessions.updateMany(new Document("u", userId), new Document("$set", new Document("a", Date.from(now))));
    }

    /** People come back in no order, but time goes on: what is newer comes later. */
    private Instant at(int place, int among) {
        return newest.minus(DAYS).plusMillis(DAYS.toMillis() * place / among);
    }

    private Document session(int number, Instant begun) {
        var refreshes = number % 3 * 12L;
        var seen = begun.plus(BETWEEN_REFRESHES.multipliedBy(refreshes));
        var row = new Document(copied.get(number % copied.size()));
        row.remove("r");
        row.append("_id", "ses_" + hex("session", number))
                .append("u", user(number))
                .append("n", refreshes)
                .append("c", Date.from(begun))
                .append("x", Date.from(begun.plus(LIFETIME)))
                .append("a", Date.from(seen))
                .append("p", Date.from(begun))
                .append("ip", address(number))
                .append("outbox", List.of());
        if (refreshes > 0) {
            row.append("r", Date.from(seen));
        }
        if (number % 9 < 3) {
            row.append("end", Date.from(seen)).append("why", "logout");
        }
        return row;
    }

    private static Document failure(int number, String accountKey, Instant at) {
        return new Document("_id", "lgf_" + hex("failure", number))
                .append("attemptId", "att_" + hex("attempt", number))
                .append("accountKey", accountKey)
                .append("reason", "bad-credentials")
                .append("address", address(number))
                .append("userAgent", "bench")
                .append("at", Date.from(at))
                .append("purgeAt", Date.from(at.plus(DAYS)))
                .append("outbox", List.of());
    }

    static String user(int number) {
        return "usr_" + hex("person", number / OF_ONE_PERSON);
    }

    private static String address(int number) {
        if (number % ONE_FROM_THE_OFFICE_IN == 0) {
            return OFFICE;
        }
        var random = hex("address", number);
        return number % ONE_BY_IPV6_IN == 0
                ? "2001:db8:" + random.substring(0, 4) + ":" + random.substring(4, 8) + "::" + random.substring(8, 12)
                : "203.0." + number % 256 + "." + number / 256 % 256;
    }

    /** As random as real ids are, and the same again each time. */
    private static String hex(String what, int number) {
        var random = UUID.nameUUIDFromBytes((what + number).getBytes(StandardCharsets.US_ASCII));
        return random.toString().replace("-", "");
    }
}
