package io.aman.local.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.PushOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/**
 * One client that inserts orders and, with every order, moves its account on by one version: a conditional update that
 * sets fields and pushes to a list, as the services write. It remembers what the server acknowledged.
 */
final class Writer {
    private final String account;
    private final Set<String> acknowledgedOrders = new HashSet<>();
    private int order;
    private int version;
    private long acknowledged;
    private long lost;
    private long torn;

    Writer(int number) {
        account = "account-" + number;
    }

    /** Works until the server dies. */
    void work(MongoDatabase database) {
        try {
            while (true) {
                insertNextOrder(database.getCollection("orders"));
                updateAccount(database.getCollection("accounts"));
            }
        } catch (MongoException _) {
            // the kill: what was under way is neither acknowledged nor refused
        }
    }

    /** After a restart: the account must be at the acknowledged version, or one further if that write was under way. */
    void checkAccount(MongoCollection<Document> accounts) {
        var found = accounts.find(eq("_id", account)).first();
        int now = found == null ? 0 : found.getInteger("version");
        lost += Math.max(0, version - now);
        if (found != null && !isWhole(found)) {
            torn++;
        }
        version = now;
    }

    /** At the end: every acknowledged order must be there, whole, and found by its key as well. */
    void checkOrders(List<Document> orders) {
        var found = new HashSet<String>();
        for (var each : orders) {
            var id = each.getString("_id");
            found.add(id);
            if (!id.equals(each.getString("key"))
                    || !id.equals(
                            each.getList("items", Document.class).getLast().getString("of"))) {
                torn++;
            }
        }
        lost += acknowledgedOrders.stream().filter(id -> !found.contains(id)).count();
    }

    private void insertNextOrder(MongoCollection<Document> orders) {
        var id = account + "/" + order;
        // after a kill the last order may be there or not; where it is not, its key must be free as well
        if (orders.find(eq("_id", id)).first() == null) {
            orders.insertOne(
                    new Document("_id", id).append("key", id).append("items", List.of(new Document("of", id))));
        }
        acknowledgedOrders.add(id);
        acknowledged++;
        order++;
    }

    private void updateAccount(MongoCollection<Document> accounts) {
        int next = version + 1;
        if (version == 0) {
            accounts.insertOne(new Document("_id", account)
                    .append("version", 1)
                    .append("total", 1)
                    .append("log", List.of(1)));
        } else {
            var result = accounts.updateOne(
                    and(eq("_id", account), eq("version", version)),
                    combine(
                            set("version", next),
                            pushEach("log", List.of(next), new PushOptions().slice(-20)),
                            set("total", next)));
            if (result.getModifiedCount() != 1) {
                throw new IllegalStateException(account + " is not at the version it was read with: " + version);
            }
        }
        version = next;
        acknowledged++;
    }

    private static boolean isWhole(Document account) {
        var version = account.getInteger("version");
        return version.equals(account.getInteger("total"))
                && version.equals(account.getList("log", Integer.class).getLast());
    }

    long acknowledged() {
        return acknowledged;
    }

    long lost() {
        return lost;
    }

    long torn() {
        return torn;
    }
}
