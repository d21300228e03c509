package io.aman.notification.channel.fcm;

import io.aman.notification.channel.http.CarrierHttp;
import io.aman.notification.channel.http.RetryAfter;
import io.aman.notification.channel.push.DeviceProvider;
import io.aman.notification.channel.push.Devices;
import io.aman.notification.channel.push.Place.App;
import io.aman.notification.channel.push.PushMessage;
import io.aman.notification.channel.push.PushProperties;
import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.Outcome;
import io.aman.platform.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages to apps. Firebase knows no idempotency key, but one that is sent again takes the place of the first on the device,
 * by its tag on Android and its collapse id on iOS.
 *
 * @see <a href="https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages">projects.messages</a>, read 2026-11
 */
final class FcmProvider extends DeviceProvider<App> implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int UNAUTHORIZED = 401;

    private final PushProperties push;
    private final CarrierHttp http;
    private final AccessTokens tokens;
    private final Clock clock;
    private final URI messages;

    FcmProvider(Devices devices, FcmProperties properties, PushProperties push, Clock clock) {
        super(devices, App.class, App.SCHEME, "fcm-unregistered-here");
        var account = ServiceAccount.of(properties.serviceAccount());
        var tokenUrl = properties.tokenUrl() == null ? account.tokenUrl() : properties.tokenUrl();
        this.push = push;
        this.http = new CarrierHttp(App.SCHEME, properties.connectTimeout(), properties.readTimeout());
        this.tokens = new AccessTokens(account, tokenUrl, http, clock);
        this.clock = clock;
        this.messages = URI.create("%s/v1/projects/%s/messages:send"
                .formatted(properties.baseUrl().toString().replaceFirst("/$", ""), account.projectId()));
    }

    @Override
    protected Outcome send(Delivery delivery, App app) {
        var body = body(PushMessage.of(delivery, push, clock.instant()), app);
        return tokens.with(token -> post(body, token));
    }

    private ObjectNode body(PushMessage message, App app) {
        var body = JSON.createObjectNode();
        var envelope = body.putObject("message").put("token", app.token());
        envelope.putObject("notification").put("title", message.title()).put("body", message.body());
        envelope.putObject("data").put("id", message.id());
        envelope.putObject("android")
                .put("priority", message.urgent() ? "HIGH" : "NORMAL")
                .put("ttl", message.ttl().toSeconds() + "s")
                .put("collapse_key", message.topic())
                .putObject("notification")
                .put("tag", message.id());
        envelope.putObject("apns")
                .putObject("headers")
                .put("apns-collapse-id", message.topic())
                .put("apns-priority", message.urgent() ? "10" : "5")
                .put(
                        "apns-expiration",
                        Long.toString(clock.instant().plus(message.ttl()).getEpochSecond()));
        return body;
    }

    private Outcome post(ObjectNode body, Secret token) {
        var request = HttpRequest.newBuilder(messages)
                .header("Authorization", "Bearer " + token.reveal())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        return http.send(request, answer -> {
            if (answer.statusCode() == UNAUTHORIZED) {
                tokens.forget(token);
            }
            return FcmAnswer.outcome(
                    answer.statusCode(), answer.body(), RetryAfter.of(answer.headers(), clock.instant()));
        });
    }

    @Override
    public void close() {
        http.close();
    }
}
