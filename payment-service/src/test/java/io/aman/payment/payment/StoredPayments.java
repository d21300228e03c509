package io.aman.payment.payment;

import static io.aman.payment.payment.PaymentFixture.SCHEDULE;

import io.aman.payment.audit.AuditFixture;
import io.aman.payment.provider.Providers;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.data.mongodb.core.MongoOperations;

/** Payments in MongoDB, a provider that fails as it is told, and who finds out what became of them. */
abstract class StoredPayments {

    final MongoOperations mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("payments"));
    final MutableClock clock;
    final FakeProvider provider = new FakeProvider();
    final Providers providers = new Providers(List.of(provider));
    final MongoPayments payments =
            new MongoPayments(mongo, new Outbox("payment-service", Traces.none()), _ -> {}, AuditFixture.CHAIN);
    final FindOutcome outcomes;

    /** @param begin the time at first */
    StoredPayments(String begin) {
        clock = MutableClock.at(begin);
        outcomes = new FindOutcome(
                payments,
                providers,
                new FindRefundOutcome(payments, providers, SCHEDULE, clock),
                (_, _) -> {},
                SCHEDULE,
                clock);
    }

    @BeforeEach
    void indexes() {
        payments.declareIndexes();
    }
}
