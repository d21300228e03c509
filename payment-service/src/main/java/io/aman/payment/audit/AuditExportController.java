package io.aman.payment.audit;

import io.aman.payment.audit.TrailExport.Format;
import io.aman.platform.docs.Answers;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Trails to take along, of one payment or of all of a person's. They are written as they are read. */
@RestController
@RequestMapping("/api/payments/audit")
class AuditExportController {

    private static final String FORMATS = "json|csv";

    private final Trails trails;
    private final TrailExport export;

    AuditExportController(Trails trails, JsonMapper mapper) {
        this.trails = trails;
        this.export = new TrailExport(mapper);
    }

    @GetMapping("/{paymentId}/export")
    @Operation(operationId = "exportPaymentAudit", summary = "The trail of a payment as a file")
    @Answers(
            body = byte[].class,
            mediaType = {"application/json", "text/csv"})
    @RequirePermissions("payment.audit")
    void ofPayment(
            @PathVariable String paymentId,
            @RequestParam(defaultValue = "json") @Pattern(regexp = FORMATS) String format,
            HttpServletResponse response)
            throws IOException {
        var trail = trails.find(paymentId).orElseThrow(AuditError.NotFound::new);
        send(format, paymentId, response, each -> each.accept(trail));
    }

    @GetMapping("/export")
    @Operation(operationId = "exportPersonAudit", summary = "The trails of all payments of a person as a file")
    @Answers(
            body = byte[].class,
            mediaType = {"application/json", "text/csv"})
    @RequirePermissions("payment.audit")
    void ofPerson(
            @RequestParam @NotBlank @Size(max = 100) String payer,
            @RequestParam(defaultValue = "json") @Pattern(regexp = FORMATS) String format,
            HttpServletResponse response)
            throws IOException {
        send(format, "payments", response, each -> trails.of(payer, each));
    }

    private void send(String format, String name, HttpServletResponse response, Consumer<Consumer<StoredTrail>> each)
            throws IOException {
        var form = Format.valueOf(format.toUpperCase(Locale.ROOT));
        response.setContentType(form.mediaType);
        response.setCharacterEncoding("UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-%s.%s\"".formatted(name, format));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        export.write(form, response.getWriter(), each);
        response.flushBuffer();
    }
}
