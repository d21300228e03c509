package io.aman.payment.payment;

import static io.aman.payment.payment.PaymentFixture.AMOUNT;
import static io.aman.payment.payment.PaymentFixture.CARD;
import static io.aman.payment.payment.PaymentFixture.SCHEDULE;

import io.aman.payment.provider.ReturnUrls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Payments, and all that may be asked for them. */
abstract class AskedPayments extends StoredPayments {

    private final AskProvider ask = new AskProvider(payments, providers);
    final CreatePayment create = new CreatePayment(
            payments,
            ask,
            new Routing(providers, ask, new Routing.Properties(List.of("stripe"))),
            new ReturnUrls(Map.of()),
            SCHEDULE);
    final ConfirmPayment confirm = new ConfirmPayment(payments, ask, SCHEDULE);
    final CapturePayment capture = new CapturePayment(payments, ask, SCHEDULE);
    final CancelPayment cancel = new CancelPayment(payments, ask, SCHEDULE);
    final RefundPayment refund = new RefundPayment(payments, providers, ask, SCHEDULE);

    AskedPayments() {
        super("2026-11-25T10:00:00Z");
    }

    Cause cause() {
        return new Cause("user:usr_1", clock.instant(), null, null, null);
    }

    Payment create(String operation) {
        return create.create(
                new CreatePayment.Wanted("usr_1", AMOUNT, "stripe", null, null, null),
                KeyedOperation.of(operation),
                cause());
    }

    Payment confirm(PaymentId id, String operation) {
        return confirm.confirm(payments.require(id), CARD, KeyedOperation.of(operation), cause());
    }

    Payment capture(PaymentId id, String operation) {
        return capture.capture(payments.require(id), null, true, KeyedOperation.of(operation), cause());
    }

    PaymentId authorized() {
        return confirm(create("op").id(), "op2").id();
    }

    Payment now(PaymentId id) {
        return payments.find(id).orElseThrow();
    }

    List<String> told(PaymentId id) {
        var document = Objects.requireNonNull(mongo.findById(id.value(), Document.class, MongoPayments.COLLECTION));
        return document.getList("outbox", Document.class).stream()
                .map(entry -> entry.get("headers", Document.class).getString("ce_type"))
                .toList();
    }

    /** What reconciliation does when its time has come. */
    void reconcile() {
        clock.advance(Duration.ofSeconds(61));
        outcomes.claimDue(Duration.ofMinutes(1))
                .ifPresent(id -> outcomes.ofWhatIsDue(id, Cause.system("reconciliation", clock.instant(), null)));
    }

    PaymentId captured() {
        var id = authorized();
        return capture(id, "op3").id();
    }

    Payment refund(PaymentId id, @Nullable Long amountMinor, String operation) {
        return refund.refund(id, amountMinor, null, KeyedOperation.of(operation), cause(), _ -> {});
    }
}
