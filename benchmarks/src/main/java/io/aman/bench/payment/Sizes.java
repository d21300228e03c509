package io.aman.bench.payment;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Projections.exclude;

import com.mongodb.client.MongoCollection;
import io.aman.bench.PaymentClient;
import java.util.Objects;
import org.bson.RawBsonDocument;

/** How large a payment's document is in each state that lasts, in bytes; without its keys, which the plain service lacks. */
record Sizes(int created, int authorized, int captured) {

    static Sizes measured(PaymentClient client, MongoCollection<RawBsonDocument> payments) {
        var reference = "sizes";
        var id = client.create(reference);
        var created = size(payments, id);
        client.confirm(id, reference);
        var authorized = size(payments, id);
        client.capture(id, reference);
        return new Sizes(created, authorized, size(payments, id));
    }

    private static int size(MongoCollection<RawBsonDocument> payments, String id) {
        return Objects.requireNonNull(
                        payments.find(eq("_id", id))
                                .projection(exclude("keys", "answers", "madeUnder"))
                                .first(),
                        id)
                .getByteBuffer()
                .remaining();
    }
}
