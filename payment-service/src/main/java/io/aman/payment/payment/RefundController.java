package io.aman.payment.payment;

import io.aman.payment.payment.PaymentError.RefundNotFound;
import io.aman.platform.idempotency.IdempotentCall;
import io.aman.platform.observability.Traces;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequirePermissions;
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

    /** @param failure the provider's own code, where the refund failed */
    record RefundView(
            String id,
            String paymentId,
            RefundState state,
            long amountMinor,
            String currency,
            @Nullable String reason,
            @Nullable String failure,
            Instant createdAt,
            Instant updatedAt) {

        static RefundView of(PaymentId payment, Refund refund) {
            return new RefundView(
                    refund.id(),
                    payment.value(),
                    refund.state(),
                    refund.amount().amountMinor(),
                    refund.amount().currency(),
                    refund.reason(),
                    refund.failure(),
                    refund.createdAt(),
                    refund.updatedAt());
        }
    }

    record RefundList(List<RefundView> items) {}

    private final RefundPayment refund;
    private final Payments payments;
    private final Traces traces;
    private final Clock clock;

    RefundController(RefundPayment refund, Payments payments, Traces traces, Clock clock) {
        this.refund = refund;
        this.payments = payments;
        this.traces = traces;
        this.clock = clock;
    }

    @PostMapping
    @RequirePermissions("payment.refund")
    ResponseEntity<byte[]> create(
            @PathVariable String id, @Valid @RequestBody RefundRequest request, IdempotentCall call, Caller caller) {
        var payment = payments.require(new PaymentId(id)).id();
        return call.once(request, operation -> {
            var cause = Cause.user(caller, clock.instant(), traces.current());
            var after = refund.refund(payment, request.amountMinor(), request.reason(), operation.id(), cause);
            var made = after.progress().refund(Refund.idOf(operation.id())).orElseThrow();
            return ResponseEntity.status(
                            made.state() == RefundState.REQUESTED ? HttpStatus.ACCEPTED : HttpStatus.CREATED)
                    .location(URI.create("/api/payments/%s/refunds/%s".formatted(payment, made.id())))
                    .body(RefundView.of(payment, made));
        });
    }

    @GetMapping
    @RequirePermissions("payment.refund")
    RefundList list(@PathVariable String id) {
        var payment = payments.require(new PaymentId(id));
        return new RefundList(payment.progress().refunds().stream()
                .map(refund -> RefundView.of(payment.id(), refund))
                .toList());
    }

    @GetMapping("/{refundId}")
    @RequirePermissions("payment.refund")
    RefundView get(@PathVariable String id, @PathVariable String refundId) {
        var payment = payments.require(new PaymentId(id));
        return payment.progress()
                .refund(refundId)
                .map(refund -> RefundView.of(payment.id(), refund))
                .orElseThrow(RefundNotFound::new);
    }
}
