package io.aman.payment.health;

import io.aman.payment.provider.ProviderAlerts;
import io.aman.payment.provider.Providers;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What operators look at first; always answers, and soon. */
@RestController
class HealthController {

    private final Providers providers;
    private final List<ProviderAlerts> alerts;
    private final StorageProbe storage;
    private final HealthProperties properties;
    private final Clock clock;

    HealthController(
            Providers providers,
            List<ProviderAlerts> alerts,
            StorageProbe storage,
            HealthProperties properties,
            Clock clock) {
        this.providers = providers;
        this.alerts = alerts;
        this.storage = storage;
        this.properties = properties;
        this.clock = clock;
    }

    @GetMapping("/api/payments/health")
    @Operation(operationId = "getPaymentHealth", summary = "How payments, their storage and the providers fare")
    @RequirePermissions("payment.metrics")
    PaymentHealth health() {
        var standing = alerts.stream().flatMap(each -> each.current().stream()).toList();
        var seen = providers.health().stream()
                .map(health -> PaymentHealth.ProviderReport.of(health, standing))
                .toList();
        return PaymentHealth.of(seen, storage.look().orElse(null), properties, clock.instant());
    }
}
