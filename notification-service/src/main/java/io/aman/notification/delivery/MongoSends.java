package io.aman.notification.delivery;

import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.springframework.data.mongodb.core.query.Update;

/** The sends of a delivery as a part of its document; the references of providers stand beside them, to be found by. */
final class MongoSends {

    static final String SENDS = "sends";
    static final String REFERENCES = "references";

    private MongoSends() {}

    static Map<String, Send> of(Document document) {
        var sends = new LinkedHashMap<String, Send>();
        document.get(SENDS, new Document()).values().stream()
                .map(send -> send((Document) send))
                .forEach(send -> sends.put(send.key(), send));
        return sends;
    }

    private static Send send(Document document) {
        return new Send(
                document.getInteger("attempt"),
                document.getString("provider"),
                DeliveryState.of(document.getString("state")),
                document.getString("reference"),
                document.getString("reason"),
                document.getDate("at").toInstant());
    }

    /** What is known once the news is. */
    static Map<String, Send> merged(Map<String, Send> known, List<Send> news) {
        var merged = new LinkedHashMap<>(known);
        news.forEach(send -> merged.merge(send.key(), send, Send::with));
        return merged;
    }

    static List<DeliveryState> states(Map<String, Send> sends) {
        return sends.values().stream().map(Send::state).toList();
    }

    /** Writes what differs from what is known, and raises the revision. */
    static Update write(Update update, Map<String, Send> known, Map<String, Send> merged) {
        merged.forEach((key, send) -> {
            if (!send.equals(known.get(key))) {
                update.set(SENDS + "." + key, document(send));
            }
        });
        var references = references(merged.values());
        if (!references.equals(references(known.values()))) {
            update.set(REFERENCES, List.copyOf(references));
        }
        return update.inc(MongoDeliveries.REVISION, 1);
    }

    static String reference(String provider, String reference) {
        return provider + ":" + reference;
    }

    private static Set<String> references(Collection<Send> sends) {
        var references = new TreeSet<String>();
        for (var send : sends) {
            if (send.reference() != null) {
                references.add(reference(send.provider(), send.reference()));
            }
        }
        return references;
    }

    private static Document document(Send send) {
        return new Document("attempt", send.attempt())
                .append("provider", send.provider())
                .append("state", send.state().key())
                .append("reference", send.reference())
                .append("reason", send.reason())
                .append("at", Date.from(send.at()));
    }
}
