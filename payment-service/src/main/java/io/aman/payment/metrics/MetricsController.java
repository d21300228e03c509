package io.aman.payment.metrics;

import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Figures for operators. */
@RestController
class MetricsController {

    private final MongoPaymentHours payments;
    private final MongoCallHours calls;
    private final Clock clock;

    MetricsController(MongoPaymentHours payments, MongoCallHours calls, Clock clock) {
        this.payments = payments;
        this.calls = calls;
        this.clock = clock;
    }

    /** Reads at most two documents for each hour of the window, however many payments there are. */
    @GetMapping("/api/payments/metrics")
    @Operation(operationId = "getPaymentMetrics", summary = "Figures of payments and calls to providers")
    @RequirePermissions("payment.metrics")
    PaymentMetrics metrics(@RequestParam(defaultValue = "24h") @Pattern(regexp = Window.NAMES) String window) {
        var wanted = Window.of(window);
        var now = clock.instant();
        var hours = wanted.hoursUntil(now);
        return PaymentMetrics.of(wanted, hours, now, payments.sums(hours), calls.sums(hours));
    }
}
