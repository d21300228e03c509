package io.aman.payment.payment;

import static io.aman.payment.payment.PaymentFixture.SCHEDULE;
import static io.aman.platform.idempotency.IdempotentCalls.REPLAYED;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.audit.AuditFixture;
import io.aman.payment.provider.Providers;
import io.aman.platform.idempotency.IdempotentCalls;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.ResponseEntity;

/** Payments whose keys lie in them, and what may happen to their calls. */
abstract class KeyedPayments {

    final MongoOperations mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("paymentkeys"));
    final MutableClock clock = MutableClock.at("2026-11-25T10:00:00.123Z");
    final FakeProvider provider = new FakeProvider();
    final Providers providers = new Providers(List.of(provider));
    final MongoPayments payments =
            new MongoPayments(mongo, new Outbox("payment-service", Traces.none()), _ -> {}, AuditFixture.CHAIN);
    final FindOutcome outcomes = new FindOutcome(
            payments,
            providers,
            new FindRefundOutcome(payments, providers, SCHEDULE, clock),
            (_, _) -> {},
            SCHEDULE,
            clock);
    final IdempotentCalls calls = new IdempotentCalls(mongo, clock);
    final PaymentCalls living = new PaymentCalls(payments, providers, calls, clock);

    @BeforeEach
    void indexes() {
        payments.declareIndexes();
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
