package io.aman.payment.payment;

import static io.aman.platform.idempotency.IdempotentCalls.REPLAYED;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.idempotency.IdempotentCalls;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** Payments whose keys lie in them, and what may happen to their calls. */
abstract class KeyedPayments extends StoredPayments {

    final IdempotentCalls calls = new IdempotentCalls(mongo, clock);
    final PaymentCalls living = new PaymentCalls(payments, providers, calls, clock);

    KeyedPayments() {
        super("2026-11-25T10:00:00.123Z");
    }

    /** A payment in the state that the call begins with; null for the one that makes it. */
    @Nullable
    PaymentId ready(PaymentCalls.Kind kind) {
        if (kind == PaymentCalls.Kind.CREATE) {
            return null;
        }
        living.call(PaymentCalls.Kind.CREATE, null, "ready");
        var id = only().id();
        if (kind == PaymentCalls.Kind.CONFIRM) {
            return id;
        }
        living.call(PaymentCalls.Kind.CONFIRM, id, "ready");
        if (kind == PaymentCalls.Kind.REFUND) {
            living.call(PaymentCalls.Kind.CAPTURE, id, "ready");
        }
        return id;
    }

    Payment only() {
        var documents = mongo.findAll(Document.class, MongoPayments.COLLECTION);
        assertThat(documents).hasSize(1);
        return payments.require(new PaymentId(documents.getFirst().getString("_id")));
    }

    Document stored() {
        return Objects.requireNonNull(mongo.findById(only().id().value(), Document.class, MongoPayments.COLLECTION));
    }

    void assertRepeated(PaymentCalls.Kind kind, @Nullable PaymentId id, ResponseEntity<byte[]> answer) {
        var version = only().version();
        var again = living.call(kind, id, "k");
        assertThat(again.getStatusCode()).isEqualTo(answer.getStatusCode());
        assertThat(again.getBody()).isEqualTo(answer.getBody());
        assertThat(again.getHeaders().getLocation())
                .isEqualTo(answer.getHeaders().getLocation());
        assertThat(replayed(again)).isTrue();
        assertThat(only().version()).isEqualTo(version);
    }

    static boolean replayed(ResponseEntity<?> answer) {
        return answer.getHeaders().containsHeader(REPLAYED);
    }
}
