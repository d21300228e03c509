package io.aman.notification.delivery;

import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators what could not be delivered, and why. */
@RestController
@RequestMapping("/api/notifications/deliveries")
class FailedDeliveryController {

    private static final int PAGE = 100;

    private final Deliveries deliveries;

    FailedDeliveryController(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** The last hundred. */
    @GetMapping("/failed")
    @Operation(
            operationId = "listFailedDeliveries",
            summary = "The last hundred messages that could not be delivered, and why")
    @RequirePermissions("notification.admin")
    List<FailedDelivery> failed() {
        return deliveries.lastFailed(PAGE);
    }
}
