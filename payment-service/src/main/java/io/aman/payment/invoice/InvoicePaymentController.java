package io.aman.payment.invoice;

import io.aman.payment.invoice.InvoiceError.InvalidContent;
import io.aman.payment.invoice.InvoiceError.NotFound;
import io.aman.payment.payment.Cause;
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
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Pays an invoice: its customer with a payment that is begun here, its owner with one that was captured before. */
@RestController
@RequestMapping("/api/invoices/{id}/pay")
class InvoicePaymentController {

    /**
     * One or the other.
     *
     * @param paymentId a captured payment
     * @param provider with whom to begin one; absent to leave the choice to the routing
     */
    record PayRequest(
            @Nullable @Size(max = 100) String paymentId,
            @Nullable @Size(max = 20) String provider) {}

    private final Invoices invoices;
    private final SettleInvoice settle;
    private final Traces traces;
    private final Clock clock;

    InvoicePaymentController(Invoices invoices, SettleInvoice settle, Traces traces, Clock clock) {
        this.invoices = invoices;
        this.settle = settle;
        this.traces = traces;
        this.clock = clock;
    }

    /** 200 with the paid invoice, or 201 with the invoice and, at {@code Location}, the payment to confirm. */
    @PostMapping
    @Operation(operationId = "payInvoice", summary = "Pays an invoice: with a captured payment, or by beginning one")
    @Answers(
            status = {200, 201},
            body = InvoiceView.class)
    @RequirePermissions({"invoice.view", "payment.create"})
    ResponseEntity<byte[]> pay(
            @PathVariable String id, @Valid @RequestBody PayRequest request, IdempotentCall call, Caller caller) {
        var seen = invoices.find(new InvoiceId(id))
                .filter(invoice -> invoice.isVisibleTo(caller.userId()))
                .map(Invoice::id)
                .orElseThrow(NotFound::new);
        if (request.paymentId() != null && request.provider() != null) {
            throw new InvalidContent("Either paymentId or provider, not both.");
        }
        return call.once(request, operation -> {
            var cause = Cause.user(caller, clock.instant(), traces.current());
            if (request.paymentId() != null) {
                return ResponseEntity.ok(InvoiceView.of(settle.payWith(seen, request.paymentId(), cause)));
            }
            var begun = settle.begin(seen, caller.userId(), request.provider(), operation.id(), cause);
            return ResponseEntity.created(
                            URI.create("/api/payments/" + begun.body().payment()))
                    .body(InvoiceView.of(begun));
        });
    }
}
