package io.aman.bench.webhook;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.bson.Document;

/**
 * What the database holds of what was acknowledged.
 *
 * @param lost acknowledged and not there
 * @param doubled there more than once
 */
record Ledger(long lost, long doubled) {

    /** A payment that webhooks can be about. */
    record Known(String paymentId, String intentId) {}

    static Ledger compared(MongoDatabase database, List<String> acknowledged) {
        var stored = new HashMap<String, Integer>();
        for (var notice : database.getCollection("notices").find().projection(Projections.include("eventId"))) {
            stored.merge(notice.getString("eventId"), 1, Integer::sum);
        }
        return new Ledger(
                acknowledged.stream().filter(id -> !stored.containsKey(id)).count(),
                stored.values().stream().filter(times -> times > 1).count());
    }

    static List<Known> payments(MongoDatabase database) {
        var known = new ArrayList<Known>();
        for (var payment :
                database.getCollection("payments").find().projection(Projections.include("progress.providerRef"))) {
            known.add(new Known(
                    payment.getString("_id"),
                    payment.get("progress", Document.class).getString("providerRef")));
        }
        return known;
    }
}
