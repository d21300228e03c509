package io.aman.notification.channel.push;

import io.aman.platform.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own devices; another's is unknown, as one that never was. */
@RestController
@RequestMapping("/api/notifications/push/subscriptions")
class DeviceController {

    private final Devices devices;

    DeviceController(Devices devices) {
        this.devices = devices;
    }

    @GetMapping
    @Operation(
            operationId = "listPushSubscriptions",
            summary = "The browsers and apps where the caller is told by push")
    List<DeviceView> list(Caller caller) {
        return devices.of(caller.userId()).stream().map(DeviceView::of).toList();
    }

    @DeleteMapping("/{id}")
    @Operation(
            operationId = "deletePushSubscription",
            summary = "Removes a browser or an app: nothing is told there any more")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, Caller caller) {
        if (!devices.remove(caller.userId(), id)) {
            throw new PushError.NotFound();
        }
    }
}
