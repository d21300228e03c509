package io.aman.payment.invoice;

import io.aman.payment.invoice.InvoiceError.NotFound;
import io.aman.platform.docs.Answers;
import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Invoices to look at: those one has issued, and those one is addressed by. */
@RestController
@RequestMapping("/api/invoices")
class InvoiceQueryController {

    record Audit(String invoiceId, List<InvoiceEntry> entries) {}

    private final Invoices invoices;
    private final InvoicePdf pdf;

    InvoiceQueryController(Invoices invoices, InvoicePdf pdf) {
        this.invoices = invoices;
        this.pdf = pdf;
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getInvoice", summary = "An invoice that the caller has issued or is addressed by")
    @RequirePermissions("invoice.view")
    ResponseEntity<InvoiceView> get(@PathVariable String id, Caller caller) {
        var invoice = visible(id, caller);
        return ResponseEntity.ok().eTag(String.valueOf(invoice.version())).body(InvoiceView.of(invoice));
    }

    @GetMapping
    @Operation(
            operationId = "listInvoices",
            summary = "Invoices that the caller has issued or is addressed by, the newest first")
    @RequirePermissions("invoice.view")
    Page<InvoiceView> list(
            @RequestParam(required = false) @Nullable InvoiceState state,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        var found = invoices.of(caller.userId(), state, Cursor.parse(cursor), limit + 1);
        return Page.of(
                found,
                limit,
                invoice -> new Cursor(invoice.createdAt(), invoice.id().value()),
                InvoiceView::of);
    }

    /** Who did what; for the owner alone. */
    @GetMapping("/{id}/audit")
    @Operation(operationId = "getInvoiceAudit", summary = "What was done to an invoice, for who has issued it")
    @RequirePermissions("invoice.view")
    Audit audit(@PathVariable String id, Caller caller) {
        var invoice = visible(id, caller);
        if (!invoice.owner().equals(caller.userId())) {
            throw new NotFound();
        }
        return new Audit(id, invoices.audit(invoice.id()).orElseThrow(NotFound::new));
    }

    @GetMapping("/{id}/pdf")
    @Operation(operationId = "getInvoicePdf", summary = "An invoice as PDF")
    @Answers(body = byte[].class, mediaType = "application/pdf")
    @RequirePermissions("invoice.view")
    ResponseEntity<byte[]> pdf(@PathVariable String id, Caller caller) {
        var invoice = visible(id, caller);
        var number = invoice.body().number();
        if (number == null) {
            throw new InvoiceError.NotOpen(invoice.id(), invoice.body().state());
        }
        return file(number, pdf.of(invoice));
    }

    @GetMapping("/{id}/credit-notes/{noteId}/pdf")
    @Operation(operationId = "getCreditNotePdf", summary = "A credit note as PDF")
    @Answers(body = byte[].class, mediaType = "application/pdf")
    @RequirePermissions("invoice.view")
    ResponseEntity<byte[]> creditPdf(@PathVariable String id, @PathVariable String noteId, Caller caller) {
        var invoice = visible(id, caller);
        var note =
                invoice.body().creditNote(noteId).filter(CreditNote::isIssued).orElseThrow(NotFound::new);
        return file(String.valueOf(note.number()), pdf.of(invoice, note));
    }

    private static ResponseEntity<byte[]> file(String name, byte[] bytes) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"%s.pdf\"".formatted(name))
                .body(bytes);
    }

    private Invoice visible(String id, Caller caller) {
        return invoices.find(new InvoiceId(id))
                .filter(invoice -> invoice.isVisibleTo(caller.userId()))
                .orElseThrow(NotFound::new);
    }
}
