package io.aman.payment.payment;

import static io.aman.payment.payment.PaymentFixture.AMOUNT;
import static io.aman.payment.payment.PaymentFixture.SCHEDULE;

import io.aman.payment.method.SavedMethodsFixture;
import io.aman.payment.payment.PaymentController.CancelRequest;
import io.aman.payment.payment.PaymentController.CaptureRequest;
import io.aman.payment.payment.PaymentController.ConfirmRequest;
import io.aman.payment.payment.PaymentController.CreateRequest;
import io.aman.payment.payment.RefundController.RefundRequest;
import io.aman.payment.provider.Providers;
import io.aman.payment.provider.ReturnUrls;
import io.aman.payment.risk.PaymentRiskFixture;
import io.aman.platform.idempotency.IdempotentCalls;
import io.aman.platform.observability.Traces;
import io.aman.platform.security.Caller;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** The calls of one payer, each under a key, as the controllers take them. */
final class PaymentCalls {

    static final String PAYER = "usr_1";

    enum Kind {
        CREATE,
        CONFIRM,
        CAPTURE,
        CANCEL,
        REFUND;

        /** Whether the call says anything that could be another thing. */
        boolean hasBody() {
            return this != CANCEL;
        }
    }

    private final PaymentController payment;
    private final RefundController refund;
    private final IdempotentCalls calls;
    private final Caller caller;

    PaymentCalls(Payments payments, Providers providers, IdempotentCalls calls, Clock clock) {
        this.calls = calls;
        var ask = new AskProvider(payments, providers);
        var risk = new RiskGate(PaymentRiskFixture.none(clock), payments);
        this.payment = new PaymentController(
                new CreatePayment(
                        payments,
                        ask,
                        new Routing(providers, ask, new Routing.Properties(List.of("stripe"))),
                        new ReturnUrls(Map.of("there", URI.create("https://shop.example/back"))),
                        SCHEDULE),
                new ConfirmPayment(payments, ask, SCHEDULE),
                new CapturePayment(payments, ask, SCHEDULE),
                new CancelPayment(payments, ask, SCHEDULE),
                payments,
                risk,
                SavedMethodsFixture.none(),
                Traces.none(),
                clock);
        this.refund = new RefundController(
                new RefundPayment(payments, providers, ask, SCHEDULE),
                new RefundStepUp(Map.of(AMOUNT.currency(), AMOUNT.amountMinor())),
                risk,
                payments,
                Traces.none(),
                clock);
        this.caller = new Caller(PAYER, "ses_1", Set.of(), "203.0.113.7", clock.instant(), null);
    }

    /** @param id null for the call that makes the payment */
    ResponseEntity<byte[]> call(Kind kind, @Nullable PaymentId id, String key) {
        return call(kind, id, key, false);
    }

    /** With another body. */
    ResponseEntity<byte[]> callOtherwise(Kind kind, @Nullable PaymentId id, String key) {
        return call(kind, id, key, true);
    }

    ResponseEntity<byte[]> create(String key, long amountMinor, String currency) {
        return payment.create(
                new CreateRequest(amountMinor, currency, "order of Ali", null, "stripe", null),
                calls.under("create\n" + key),
                caller);
    }

    private ResponseEntity<byte[]> call(Kind kind, @Nullable PaymentId id, String key, boolean otherwise) {
        if (kind == Kind.CREATE) {
            return create(key, AMOUNT.amountMinor() - (otherwise ? 10 : 0), AMOUNT.currency());
        }
        var path = Objects.requireNonNull(id).value();
        var call = calls.under(kind + "\n" + path + "\n" + key);
        return switch (kind) {
            case CONFIRM -> payment.confirm(path, new ConfirmRequest(otherwise ? "pm_2" : "pm_1", null), call, caller);
            case CAPTURE -> payment.capture(path, new CaptureRequest(otherwise ? 10_000L : null, null), call, caller);
            case CANCEL -> payment.cancel(path, new CancelRequest(), call, caller);
            case REFUND -> refund.create(path, new RefundRequest(otherwise ? 20L : 10L, "broken"), call, caller);
            case CREATE -> throw new AssertionError();
        };
    }
}
