package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.method.SavedMethods;
import io.aman.payment.payment.PaymentError.InvalidSavedMethod;
import io.aman.payment.payment.PaymentError.NotFound;
import io.aman.payment.payment.PaymentError.UnsupportedCurrency;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.platform.docs.Answers;
import io.aman.platform.idempotency.IdempotentCall;
import io.aman.platform.observability.Traces;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Create, confirm, capture, cancel; an outcome that is not known yet is 202. */
@RestController
@RequestMapping("/api/payments")
class PaymentController {

    /**
     * @param amountMinor in minor units of ISO 4217
     * @param provider absent to leave the choice to the routing
     * @param returnTo the name of a configured address where the payer comes back to; absent for the default
     */
    record CreateRequest(
            long amountMinor,
            @NotNull String currency,
            @Nullable @Size(max = 100) String reference,
            @Nullable @Size(max = 500) String description,
            @Nullable @Size(max = 20) String provider,
            @Nullable @Size(max = 50) String returnTo) {}

    /**
     * At most one of them: without either the payer's default is used, and without a default the payer chooses on the
     * provider's page.
     *
     * @param paymentMethod the provider's token, never a card
     * @param savedMethod the id of one of the payer's saved methods
     */
    record ConfirmRequest(
            @Nullable @Size(max = 255) String paymentMethod,
            @Nullable @Size(max = 100) String savedMethod) {

        /** What the payer sent may be a card number. */
        @Override
        public String toString() {
            return "ConfirmRequest[***]";
        }
    }

    /**
     * @param amountMinor absent for all that is left
     * @param finalCapture whether the rest is let go, as it is by default; else more may be captured later
     */
    record CaptureRequest(
            @Nullable Long amountMinor, @Nullable Boolean finalCapture) {}

    /** Nothing to say; an object so that fields can be added. */
    record CancelRequest() {}

    private final CreatePayment create;
    private final ConfirmPayment confirm;
    private final CapturePayment capture;
    private final CancelPayment cancel;
    private final Payments payments;
    private final RiskGate risk;
    private final SavedMethods saved;
    private final Traces traces;
    private final Clock clock;

    PaymentController(
            CreatePayment create,
            ConfirmPayment confirm,
            CapturePayment capture,
            CancelPayment cancel,
            Payments payments,
            RiskGate risk,
            SavedMethods saved,
            Traces traces,
            Clock clock) {
        this.create = create;
        this.confirm = confirm;
        this.capture = capture;
        this.cancel = cancel;
        this.payments = payments;
        this.risk = risk;
        this.saved = saved;
        this.traces = traces;
        this.clock = clock;
    }

    @PostMapping
    @Operation(operationId = "createPayment", summary = "Creates a payment; nothing is held yet")
    @Answers(
            status = {201, 202},
            body = PaymentView.class)
    @RequirePermissions("payment.create")
    ResponseEntity<byte[]> create(@Valid @RequestBody CreateRequest request, IdempotentCall call, Caller caller) {
        return call.within(
                PaymentKeys.creating(payments),
                request,
                (Payment payment, String _) -> created(payment),
                key -> create.create(wanted(request, caller), KeyedOperation.under(key), cause(caller)));
    }

    private static CreatePayment.Wanted wanted(CreateRequest request, Caller caller) {
        return new CreatePayment.Wanted(
                caller.userId(),
                money(request),
                request.provider(),
                request.reference(),
                request.description(),
                request.returnTo());
    }

    private static ResponseEntity<PaymentView> created(Payment payment) {
        return ResponseEntity.status(payment.isUndecided() ? HttpStatus.ACCEPTED : HttpStatus.CREATED)
                .location(URI.create("/api/payments/" + payment.id()))
                .body(PaymentView.of(payment));
    }

    private static Money money(CreateRequest request) {
        try {
            return new Money(request.amountMinor(), request.currency());
        } catch (IllegalArgumentException _) {
            throw new UnsupportedCurrency();
        }
    }

    @PostMapping("/{id}/confirm")
    @Operation(operationId = "confirmPayment", summary = "Holds the amount, or says what the payer has to do")
    @Answers(
            status = {200, 202},
            body = PaymentView.class)
    @RequirePermissions("payment.create")
    ResponseEntity<byte[]> confirm(
            @PathVariable String id, @Valid @RequestBody ConfirmRequest request, IdempotentCall call, Caller caller) {
        var cause = cause(caller);
        return change(
                id,
                request,
                call,
                caller,
                (payment, operation) -> confirm.confirm(
                        payment,
                        terms -> method(request, terms),
                        operation,
                        cause,
                        risk.ofConfirming(caller, operation, cause)));
    }

    private @Nullable PaymentMethodToken method(ConfirmRequest request, PaymentTerms terms) {
        if (request.paymentMethod() != null && request.savedMethod() != null) {
            throw new InvalidSavedMethod();
        }
        if (request.savedMethod() != null) {
            return saved.find(terms.payer(), terms.provider(), request.savedMethod())
                    .orElseThrow(InvalidSavedMethod::new);
        }
        return request.paymentMethod() == null
                ? saved.defaultOf(terms.payer(), terms.provider()).orElse(null)
                : new PaymentMethodToken(request.paymentMethod());
    }

    @PostMapping("/{id}/capture")
    @Operation(operationId = "capturePayment", summary = "Takes what is held, or a part of it")
    @Answers(
            status = {200, 202},
            body = PaymentView.class)
    @RequirePermissions("payment.create")
    ResponseEntity<byte[]> capture(
            @PathVariable String id, @Valid @RequestBody CaptureRequest request, IdempotentCall call, Caller caller) {
        var last = !Boolean.FALSE.equals(request.finalCapture());
        return change(
                id,
                request,
                call,
                caller,
                (payment, operation) ->
                        capture.capture(payment, request.amountMinor(), last, operation, cause(caller)));
    }

    @PostMapping("/{id}/cancel")
    @Operation(operationId = "cancelPayment", summary = "Lets go what is held")
    @Answers(
            status = {200, 202},
            body = PaymentView.class)
    @RequirePermissions("payment.create")
    ResponseEntity<byte[]> cancel(
            @PathVariable String id, @Valid @RequestBody CancelRequest request, IdempotentCall call, Caller caller) {
        return change(
                id, request, call, caller, (payment, operation) -> cancel.cancel(payment, operation, cause(caller)));
    }

    /** One's own payment only; the first write of the work is conditional on nobody having written since it was read. */
    private ResponseEntity<byte[]> change(
            String id,
            Object request,
            IdempotentCall call,
            Caller caller,
            BiFunction<Payment, KeyedOperation, Payment> work) {
        var seen = payments.find(new PaymentId(id))
                .filter(payment -> payment.belongsTo(caller.userId()))
                .orElseThrow(NotFound::new);
        return call.within(
                PaymentKeys.of(payments, seen.id()),
                request,
                (Payment payment, String _) -> changed(payment),
                key -> work.apply(seen, KeyedOperation.under(key)));
    }

    private static ResponseEntity<PaymentView> changed(Payment payment) {
        return ResponseEntity.status(
                        payment.shownState() == PaymentState.PROCESSING ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(PaymentView.of(payment));
    }

    private Cause cause(Caller caller) {
        return Cause.user(caller, clock.instant(), traces.current());
    }
}
