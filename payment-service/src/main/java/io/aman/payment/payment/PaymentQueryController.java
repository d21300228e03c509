package io.aman.payment.payment;

import io.aman.payment.payment.PaymentError.NotFound;
import io.aman.platform.problem.Problem;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequirePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payments to look at: one's own, and their trail for who may audit. */
@RestController
@RequestMapping("/api/payments")
class PaymentQueryController {

    private static final int MAX_PAGE = 100;

    /** @param nextCursor where the next page begins; absent on the last one */
    record Page(List<PaymentView> items, @Nullable String nextCursor) {}

    record Audit(String paymentId, List<AuditEntry> entries) {}

    private final Payments payments;

    PaymentQueryController(Payments payments) {
        this.payments = payments;
    }

    @GetMapping("/{id}")
    @RequirePermissions("payment.view")
    PaymentView get(@PathVariable String id, Caller caller) {
        return payments.find(new PaymentId(id))
                .filter(payment -> payment.belongsTo(caller.userId()))
                .map(PaymentView::of)
                .orElseThrow(NotFound::new);
    }

    @GetMapping
    @RequirePermissions("payment.view")
    ResponseEntity<?> list(
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        if (limit < 1 || limit > MAX_PAGE) {
            return problem("invalid-request", "The limit is 1 to %d.".formatted(MAX_PAGE));
        }
        var after = cursor == null ? null : PageCursor.decoded(cursor).orElse(null);
        if (cursor != null && after == null) {
            return problem("invalid-cursor", "The cursor is none that a page ended with.");
        }
        var found = payments.of(caller.userId(), after, limit + 1); // one more tells whether there is a next page
        var page = found.subList(0, Math.min(limit, found.size()));
        var next = found.size() > limit ? PageCursor.after(page.getLast()).encoded() : null;
        return ResponseEntity.ok(new Page(page.stream().map(PaymentView::of).toList(), next));
    }

    @GetMapping("/audit/{id}")
    @RequirePermissions("payment.audit")
    Audit audit(@PathVariable String id) {
        return new Audit(id, payments.audit(new PaymentId(id)).orElseThrow(NotFound::new));
    }

    private static ResponseEntity<?> problem(String slug, String detail) {
        return ResponseEntity.of(Problem.of(HttpStatus.BAD_REQUEST, slug, detail))
                .build();
    }
}
