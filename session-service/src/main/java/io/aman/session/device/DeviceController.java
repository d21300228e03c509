package io.aman.session.device;

import io.aman.platform.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The devices at which the caller is not asked for a second factor. */
@RestController
@RequestMapping("/api/devices")
class DeviceController {

    /**
     * @param name as a person knows it
     * @param country where it was trusted, if a database of places is configured
     * @param address where it was last seen
     */
    record DeviceResponse(
            String id,
            String name,
            String kind,
            @Nullable String country,
            @Nullable String city,
            String address,
            Instant trustedAt,
            Instant usedAt,
            Instant expiresAt) {

        static DeviceResponse of(TrustedDevice device) {
            return new DeviceResponse(
                    device.id(),
                    device.name(),
                    device.client().device(),
                    device.client().country(),
                    device.client().city(),
                    device.address(),
                    device.trustedAt(),
                    device.usedAt(),
                    device.expiresAt());
        }
    }

    record DevicesResponse(List<DeviceResponse> items) {}

    private final RememberDevices devices;

    DeviceController(RememberDevices devices) {
        this.devices = devices;
    }

    @GetMapping
    @Operation(
            operationId = "listTrustedDevices",
            summary = "The devices at which the caller is not asked for a second factor, the last one seen first")
    DevicesResponse mine(Caller caller) {
        return new DevicesResponse(devices.of(caller.userId()).stream()
                .sorted(Comparator.comparing(TrustedDevice::usedAt).reversed())
                .map(DeviceResponse::of)
                .toList());
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "forgetDevice", summary = "Trusts a device no more")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget(@PathVariable String id, Caller caller) {
        devices.forget(caller.userId(), id, caller.actor());
    }

    @DeleteMapping
    @Operation(operationId = "forgetAllDevices", summary = "Trusts none of the caller's devices any more")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forgetAll(Caller caller) {
        devices.forgetAll(caller.userId(), "asked-for", caller.actor());
    }
}
