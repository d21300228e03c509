package io.aman.platform.health;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/parts} on the management port, which the gateway asks for the health of the suite. */
@Endpoint(id = "parts")
final class PartsEndpoint {

    private final Parts parts;

    PartsEndpoint(Parts parts) {
        this.parts = parts;
    }

    @ReadOperation
    PartsReport look() {
        return parts.look();
    }
}
