package io.aman.payment.invoice;

import io.aman.payment.invoice.InvoiceError.InvalidContent;
import io.aman.payment.invoice.InvoiceError.NotFound;
import io.aman.payment.payment.Cause;
import io.aman.platform.Ids;
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
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Draft, finalize, void, credit: what an invoice's owner does. */
@RestController
@RequestMapping("/api/invoices")
class InvoiceController {

    private static final String VERSION = "\"?[0-9]{1,18}\"?";

    /** For calls that say nothing. */
    record Nothing() {}

    /** @param lines absent for all that is left */
    record CreditRequest(
            @Nullable @Size(min = 1, max = 200) List<CreditedLines.@NotNull Part> lines,
            @Nullable @Size(max = 500) String reason) {}

    private final Invoices invoices;
    private final NumberInvoices numbering;
    private final SettleInvoice settle;
    private final InvoiceProperties properties;
    private final Traces traces;
    private final Clock clock;

    InvoiceController(
            Invoices invoices,
            NumberInvoices numbering,
            SettleInvoice settle,
            InvoiceProperties properties,
            Traces traces,
            Clock clock) {
        this.invoices = invoices;
        this.numbering = numbering;
        this.settle = settle;
        this.properties = properties;
        this.traces = traces;
        this.clock = clock;
    }

    @PostMapping
    @Operation(operationId = "createInvoice", summary = "Drafts an invoice")
    @Answers(status = 201, body = InvoiceView.class)
    @RequirePermissions("invoice.create")
    ResponseEntity<byte[]> draft(@Valid @RequestBody DraftRequest request, IdempotentCall call, Caller caller) {
        var content = request.content(properties);
        return call.once(request, operation -> {
            var id = InvoiceId.createdBy(operation.id());
            var invoice = invoices.add(Invoice.draft(id, caller.userId(), content, cause(caller)));
            return ResponseEntity.created(URI.create("/api/invoices/" + id)).body(InvoiceView.of(invoice));
        });
    }

    /** @param seen the version that the caller has read */
    @PutMapping("/{id}")
    @Operation(operationId = "replaceInvoice", summary = "Replaces the content of a draft")
    @RequirePermissions("invoice.create")
    InvoiceView replace(
            @PathVariable String id,
            @RequestHeader("If-Match") String seen,
            @Valid @RequestBody DraftRequest request,
            Caller caller) {
        var own = own(id, caller);
        if (!seen.matches(VERSION)) {
            throw new InvalidContent("If-Match is the version that was read.");
        }
        var version = Long.parseLong(seen.replace("\"", ""));
        var content = request.content(properties);
        return InvoiceView.of(invoices.change(own, invoice -> invoice.replace(content, version, cause(caller))));
    }

    @PostMapping("/{id}/finalize")
    @Operation(
            operationId = "finalizeInvoice",
            summary = "Gives an invoice its number; its content is fixed from then on")
    @Answers(body = InvoiceView.class)
    @RequirePermissions("invoice.create")
    ResponseEntity<byte[]> finalizeIt(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Nothing request,
            IdempotentCall call,
            Caller caller) {
        var own = own(id, caller);
        return once(call, request, _ -> numbering.finalizeIt(own, cause(caller)));
    }

    @PostMapping("/{id}/void")
    @Operation(operationId = "voidInvoice", summary = "Voids an invoice that was not paid")
    @Answers(body = InvoiceView.class)
    @RequirePermissions("invoice.create")
    ResponseEntity<byte[]> voidIt(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Nothing request,
            IdempotentCall call,
            Caller caller) {
        var own = own(id, caller);
        return once(call, request, _ -> settle.voidIt(own, cause(caller)));
    }

    private static ResponseEntity<byte[]> once(
            IdempotentCall call, @Nullable Nothing request, Function<String, Invoice> work) {
        return call.once(
                Objects.requireNonNullElseGet(request, Nothing::new),
                operation -> ResponseEntity.ok(InvoiceView.of(work.apply(operation.id()))));
    }

    @PostMapping("/{id}/credit-notes")
    @Operation(operationId = "creditInvoice", summary = "Credits lines of an invoice, or all that is left")
    @Answers(status = 201, body = InvoiceView.Credit.class)
    @RequirePermissions("invoice.create")
    ResponseEntity<byte[]> credit(
            @PathVariable String id, @Valid @RequestBody CreditRequest request, IdempotentCall call, Caller caller) {
        var own = own(id, caller);
        var parts = Objects.requireNonNullElse(request.lines(), List.<CreditedLines.Part>of());
        return call.once(request, operation -> {
            var noteId = Ids.derived("crn_", operation.id());
            var credited = InvoiceView.of(settle.credit(own, noteId, parts, request.reason(), cause(caller)));
            return ResponseEntity.created(URI.create("/api/invoices/%s/credit-notes/%s".formatted(own, noteId)))
                    .body(credited.requireCredit(noteId));
        });
    }

    /** Who only may see an invoice may not even learn that the rest of the world knows it. */
    private InvoiceId own(String id, Caller caller) {
        return invoices.find(new InvoiceId(id))
                .filter(invoice -> invoice.owner().equals(caller.userId()))
                .map(Invoice::id)
                .orElseThrow(NotFound::new);
    }

    private Cause cause(Caller caller) {
        return Cause.user(caller, clock.instant(), traces.current());
    }
}
