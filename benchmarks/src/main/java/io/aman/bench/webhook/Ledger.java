package io.aman.bench.webhook;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.bson.Document;

/**
 * What the database holds of what was sent.
 *
 * @param stored acknowledged and there
 * @param lost acknowledged and not there
 * @param forged there though it was not signed
 */
record Ledger(long stored, long lost, long forged) {

    /** A payment that webhooks can be about. */
    record Known(String paymentId, String intentId) {}

    static Ledger compared(MongoDatabase database, List<String> acknowledged, List<String> forged) {
        var there = new HashSet<String>();
        for (var notice : database.getCollection("notices").find().projection(Projections.include("eventId"))) {
            there.add(notice.getString("eventId"));
        }
        var stored = acknowledged.stream().distinct().filter(there::contains).count();
        return new Ledger(
                stored,
                acknowledged.size() - stored,
                forged.stream().filter(there::contains).count());
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
