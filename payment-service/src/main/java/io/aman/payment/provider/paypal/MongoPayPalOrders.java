package io.aman.payment.provider.paypal;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Which order an authorization, a capture or one of our payments belongs to, in MongoDB: webhooks about refunds and
 * disputes do not name the order.
 */
class MongoPayPalOrders {

    static final String COLLECTION = "paypalOrders";

    private static final String PAYMENT_ID = "paymentId";
    private static final String PIECES = "pieces";

    private final MongoOperations mongo;

    MongoPayPalOrders(MongoOperations mongo) {
        this.mongo = mongo;
    }

    void declareIndexes() {
        var indexes = mongo.indexOps(COLLECTION);
        indexes.createIndex(new Index(PAYMENT_ID, Sort.Direction.ASC));
        indexes.createIndex(new Index(PIECES, Sort.Direction.ASC));
    }

    /** Keeps whose order it is; a second time changes nothing. */
    void remember(String order, String paymentId) {
        mongo.upsert(byId(order), new Update().set(PAYMENT_ID, paymentId), COLLECTION);
    }

    /** Keeps what belongs to an order. */
    void learn(PayPalOrder order) {
        var pieces = order.pieces();
        if (!pieces.isEmpty()) {
            mongo.upsert(byId(order.id()), new Update().addToSet(PIECES).each(pieces.toArray()), COLLECTION);
        }
    }

    Optional<String> ofPayment(String paymentId) {
        return find(where(PAYMENT_ID).is(paymentId));
    }

    /** @param pieces ids of authorizations or captures, any of which will do */
    Optional<String> ofPieces(List<String> pieces) {
        return pieces.isEmpty() ? Optional.empty() : find(where(PIECES).in(pieces));
    }

    private Optional<String> find(Criteria criteria) {
        return Optional.ofNullable(mongo.findOne(query(criteria), Document.class, COLLECTION))
                .map(document -> document.getString("_id"));
    }

    private static Query byId(String order) {
        return query(where("_id").is(order));
    }
}
