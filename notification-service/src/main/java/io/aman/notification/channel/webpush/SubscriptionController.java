package io.aman.notification.channel.webpush;

import io.aman.notification.channel.push.DeviceView;
import io.aman.notification.channel.push.Devices;
import io.aman.notification.channel.push.Place.Browser;
import io.aman.notification.channel.push.PushError;
import io.aman.notification.target.Targets;
import io.aman.platform.Secret;
import io.aman.platform.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes the subscriptions of browsers. */
@RestController
@RequestMapping("/api/notifications/push")
@ConditionalOnProperty("notification.push.web.subject")
class SubscriptionController {

    /** @param publicKey {@code applicationServerKey} for {@code pushManager.subscribe}: 65 bytes in Base64url */
    record KeyView(String publicKey) {}

    /**
     * @param p256dh the browser's public key, in Base64url
     * @param auth the secret it shares with us, in Base64url
     */
    record Keys(
            @NotNull @Size(max = 128) String p256dh,
            @NotNull Secret auth) {

        /** Without the keys. */
        @Override
        public String toString() {
            return "Keys[***]";
        }
    }

    /**
     * What {@code JSON.stringify(subscription)} gives in a browser.
     *
     * @param expirationTime not heeded: the push service says when it is over
     * @param serverKey the key it was made with; absent for the one that is offered now
     */
    record SubscriptionRequest(
            @NotNull Secret endpoint,
            @Nullable Double expirationTime,
            @NotNull @Valid Keys keys,
            @Nullable @Size(max = 128) String serverKey) {}

    private final Devices devices;
    private final VapidKeys vapidKeys;
    private final Targets targets;

    SubscriptionController(Devices devices, VapidKeys vapidKeys, Targets targets) {
        this.devices = devices;
        this.vapidKeys = vapidKeys;
        this.targets = targets;
    }

    @GetMapping("/key")
    @Operation(operationId = "getPushKey", summary = "The key that browsers subscribe with")
    KeyView key() {
        return new KeyView(vapidKeys.offered().publicKey());
    }

    @PostMapping("/subscriptions")
    @Operation(
            operationId = "addPushSubscription",
            summary = "Adds a browser's subscription; repeated, it changes nothing")
    @ResponseStatus(HttpStatus.CREATED)
    DeviceView add(@Valid @RequestBody SubscriptionRequest request, Caller caller) {
        return DeviceView.of(devices.add(caller.userId(), browser(request)));
    }

    private Browser browser(SubscriptionRequest request) {
        var endpoint = request.endpoint().reveal();
        var key = request.serverKey() == null
                ? vapidKeys.offered()
                : vapidKeys
                        .find(request.serverKey().replace("=", ""))
                        .orElseThrow(() -> new PushError.Refused("key-unknown"));
        var p256dh = publicKey(request.keys().p256dh());
        var auth = auth(request.keys().auth().reveal());
        targets.refusal(endpoint).ifPresent(refusal -> {
            throw new PushError.Refused(refusal.code());
        });
        return new Browser(URI.create(endpoint), p256dh, auth, key.publicKey());
    }

    private static String publicKey(String base64) {
        try {
            return P256.base64(P256.publicKey(base64));
        } catch (IllegalArgumentException _) {
            throw new PushError.Refused("public-key-malformed");
        }
    }

    private static String auth(String base64) {
        try {
            var secret = Base64.getUrlDecoder().decode(base64);
            if (secret.length == Encryption.AUTH_BYTES) {
                return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
            }
        } catch (IllegalArgumentException _) {
            // the same answer as for another length
        }
        throw new PushError.Refused("auth-malformed");
    }
}
