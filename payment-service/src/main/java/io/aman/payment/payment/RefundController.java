package io.aman.payment.payment;

import io.aman.payment.payment.PaymentError.RefundNotFound;
import io.aman.platform.docs.Answers;
import io.aman.platform.idempotency.IdempotentCall;
import io.aman.platform.observability.Traces;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Refunds of any payment, for who may give money back; a payer may not. An outcome that is not known yet is 202.
 */
@RestController
@RequestMapping("/api/payments/{id}/refunds")
class RefundController {

    /**
     * @param amountMinor absent for all that is left
     * @param reason why, for the trail and the refund itself
     */
    record RefundRequest(
            @Nullable Long amountMinor,
            @Nullable @Size(max = 200) String reason) {}

    /**
     * @param refundedMinor what was really given back by now
     * @param failure the provider's own code, where the refund or a part of it failed
     * @param parts what the provider had to make of it, where that is more than one refund
     */
    record RefundView(
            String id,
            String paymentId,
            AskedRefund.Standing state,
            long amountMinor,
            long refundedMinor,
            String currency,
            @Nullable String reason,
            @Nullable String failure,
            @Nullable List<PartView> parts,
            Instant createdAt,
            Instant updatedAt) {

        static RefundView of(PaymentId payment, AskedRefund refund) {
            var first = refund.first();
            return new RefundView(
                    first.id(),
                    payment.value(),
                    refund.standing(),
                    refund.amount().amountMinor(),
                    refund.given().amountMinor(),
                    first.amount().currency(),
                    first.reason(),
                    refund.failure(),
                    refund.parts().size() == 1
                            ? null
                            : refund.parts().stream().map(PartView::of).toList(),
                    first.createdAt(),
                    refund.updatedAt());
        }
    }

    /** @param id as in events and the trail */
    record PartView(
            String id,
            RefundState state,
            long amountMinor,
            @Nullable String failure) {

        static PartView of(Refund part) {
            return new PartView(part.id(), part.state(), part.amount().amountMinor(), part.failure());
        }
    }

    record RefundList(List<RefundView> items) {}

    private final RefundPayment refund;
    private final RefundStepUp stepUp;
    private final RiskGate risk;
    private final Payments payments;
    private final Traces traces;
    private final Clock clock;

    RefundController(
            RefundPayment refund, RefundStepUp stepUp, RiskGate risk, Payments payments, Traces traces, Clock clock) {
        this.refund = refund;
        this.stepUp = stepUp;
        this.risk = risk;
        this.payments = payments;
        this.traces = traces;
        this.clock = clock;
    }

    @PostMapping
    @Operation(
            operationId = "createRefund",
            summary = "Gives back what was taken, or a part of it; from an amount on it asks for a fresh sign-in")
    @Answers(
            status = {201, 202},
            body = RefundView.class)
    @RequirePermissions("payment.refund")
    ResponseEntity<byte[]> create(
            @PathVariable String id, @Valid @RequestBody RefundRequest request, IdempotentCall call, Caller caller) {
        var payment = payments.require(new PaymentId(id)).id();
        var now = clock.instant();
        var cause = Cause.user(caller, now, traces.current());
        return call.within(PaymentKeys.of(payments, payment), request, RefundController::refunded, key -> {
            var operation = KeyedOperation.under(key);
            var byRisk = risk.ofRefunding(caller, request.amountMinor(), operation, cause);
            return refund.refund(payment, request.amountMinor(), request.reason(), operation, cause, before -> {
                stepUp.require(caller, before, request.amountMinor(), now);
                byRisk.accept(before);
            });
        });
    }

    private static ResponseEntity<RefundView> refunded(Payment payment, String operation) {
        var made = new AskedRefund(payment.progress().partsOf(Refund.idOf(operation)));
        var open = made.standing() == AskedRefund.Standing.REQUESTED;
        return ResponseEntity.status(open ? HttpStatus.ACCEPTED : HttpStatus.CREATED)
                .location(URI.create("/api/payments/%s/refunds/%s"
                        .formatted(payment.id(), made.first().id())))
                .body(RefundView.of(payment.id(), made));
    }

    @GetMapping
    @Operation(operationId = "listRefunds", summary = "The refunds of a payment")
    @RequirePermissions("payment.refund")
    RefundList list(@PathVariable String id) {
        var payment = payments.require(new PaymentId(id));
        return new RefundList(AskedRefund.of(payment.progress()).stream()
                .map(refund -> RefundView.of(payment.id(), refund))
                .toList());
    }

    @GetMapping("/{refundId}")
    @Operation(operationId = "getRefund", summary = "A refund of a payment")
    @RequirePermissions("payment.refund")
    RefundView get(@PathVariable String id, @PathVariable String refundId) {
        var payment = payments.require(new PaymentId(id));
        return AskedRefund.of(payment.progress()).stream()
                .filter(refund -> refund.first().id().equals(refundId))
                .findFirst()
                .map(refund -> RefundView.of(payment.id(), refund))
                .orElseThrow(RefundNotFound::new);
    }
}
