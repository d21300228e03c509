package io.aman.notification.channel.fcm;

import io.aman.notification.channel.push.DeviceView;
import io.aman.notification.channel.push.Devices;
import io.aman.notification.channel.push.Place.App;
import io.aman.notification.channel.push.PushError;
import io.aman.platform.Secret;
import io.aman.platform.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes the registration tokens of apps. */
@RestController
@RequestMapping("/api/notifications/push/tokens")
@ConditionalOnProperty("notification.push.fcm.service-account")
class TokenController {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_:-]{10,4096}");

    /** @param token as Firebase's SDK gives it to the app */
    record TokenRequest(@NotNull Secret token) {}

    private final Devices devices;

    TokenController(Devices devices) {
        this.devices = devices;
    }

    @PostMapping
    @Operation(
            operationId = "addPushToken",
            summary = "Adds an app by its token at Firebase; repeated, it changes nothing")
    @ResponseStatus(HttpStatus.CREATED)
    DeviceView add(@Valid @RequestBody TokenRequest request, Caller caller) {
        var token = request.token().reveal();
        if (!FORM.matcher(token).matches()) {
            throw new PushError.Refused("token-malformed");
        }
        return DeviceView.of(devices.add(caller.userId(), new App(token)));
    }
}
