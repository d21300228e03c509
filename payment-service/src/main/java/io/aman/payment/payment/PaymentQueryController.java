package io.aman.payment.payment;

import io.aman.payment.payment.PaymentError.NotFound;
import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payments to look at: one's own. */
@RestController
@RequestMapping("/api/payments")
class PaymentQueryController {

    private final Payments payments;

    PaymentQueryController(Payments payments) {
        this.payments = payments;
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getPayment", summary = "A payment of the caller")
    @RequirePermissions("payment.view")
    PaymentView get(@PathVariable String id, Caller caller) {
        return payments.find(new PaymentId(id))
                .filter(payment -> payment.belongsTo(caller.userId()))
                .map(PaymentView::of)
                .orElseThrow(NotFound::new);
    }

    @GetMapping
    @Operation(operationId = "listPayments", summary = "The caller's own payments, the newest first")
    @RequirePermissions("payment.view")
    Page<PaymentView> list(
            @Valid @ModelAttribute PaymentSearch search,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        var found = payments.of(caller.userId(), search, Cursor.parse(cursor), limit + 1);
        return Page.of(found, limit, PaymentQueryController::place, PaymentView::of);
    }

    private static Cursor place(Payment payment) {
        return new Cursor(payment.terms().createdAt(), payment.id().value());
    }
}
