package io.aman.payment.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The trail of a payment, and whether it holds. */
@RestController
@RequestMapping("/api/payments/audit")
class AuditController {

    /** What was done to a payment, oldest first. */
    record Audit(
            String paymentId,

            @JsonIgnoreProperties({"salts", "commitments"}) List<AuditEntry> entries) {}

    private final Trails trails;
    private final CheckTrails check;

    AuditController(Trails trails, CheckTrails check) {
        this.trails = trails;
        this.check = check;
    }

    @GetMapping("/{paymentId}")
    @Operation(operationId = "getPaymentAudit", summary = "What was done to a payment, oldest first")
    @RequirePermissions("payment.audit")
    Audit audit(@PathVariable String paymentId) {
        var trail = trails.find(paymentId).orElseThrow(AuditError.NotFound::new);
        return new Audit(paymentId, trail.entries());
    }

    @GetMapping("/{paymentId}/verification")
    @Operation(operationId = "verifyPaymentAudit", summary = "Whether the trail of a payment holds")
    @RequirePermissions("payment.audit")
    Verification verification(@PathVariable String paymentId) {
        return check.one(paymentId);
    }

    /** @param from where the page before ended, its {@code next} */
    @GetMapping("/verification")
    @Operation(operationId = "verifyPaymentAudits", summary = "Whether the trails of payments hold, a page at a time")
    @RequirePermissions("payment.audit")
    CheckTrails.Checked verification(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(defaultValue = "200") @Min(1) @Max(1000) int limit) {
        return check.some(from, limit);
    }
}
