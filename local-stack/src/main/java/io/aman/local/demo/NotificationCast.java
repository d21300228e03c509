package io.aman.local.demo;

import static io.aman.local.demo.Steps.await;

import io.aman.local.stack.LocalStack;
import java.net.URI;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Who takes part: somebody who is told in Arabic at once, somebody who is told in English once a day, the administrator,
 * and whoever plays the carriers.
 *
 * @param webhooks where Twilio reports to
 * @param sandboxUri where receivers of webhooks are
 * @param run tells this run's people and references from an earlier one's
 */
record NotificationCast(
        Api gateway,
        Api sandbox,
        URI webhooks,
        URI sandboxUri,
        Person admin,
        Recipient reader,
        Recipient collector,
        String run) {

    /** All sign in. */
    static NotificationCast of(LocalStack stack) {
        var gateway = Api.at(stack.gateway());
        var run = Cast.randomHex(4);
        var admin = new Person(gateway, stack.adminEmail(), stack.adminPassword());
        Steps.expect(200, admin.signIn());
        return new NotificationCast(
                gateway,
                Api.at(stack.ports().sandboxUri()),
                stack.gateway().resolve(CarrierScenes.TWILIO),
                stack.ports().sandboxUri(),
                admin,
                Recipient.registered(stack, "layla-%s@example.com".formatted(run), "ليلى", "ar"),
                Recipient.registered(stack, "omar-%s@example.com".formatted(run), "Omar", "en"),
                run);
    }

    /** What a payment is called, in this run alone. */
    String reference(String name) {
        return "%s-%s".formatted(name, run);
    }

    /** The reader's number. */
    String number() {
        return "+96551%06d".formatted(Math.floorMod(Long.parseLong(run, 16), 1_000_000));
    }

    /** Deliveries to a person by a channel, the newest first. */
    Stream<JsonNode> deliveries(Recipient to, String channel) {
        return SessionCast.items(admin.api()
                        .get("/api/notifications/deliveries?limit=100&userId=%s&channel=%s"
                                .formatted(to.userId(), channel)))
                .valueStream();
    }

    /** Waits for one of them. */
    JsonNode delivery(Recipient to, String channel, String what, Predicate<JsonNode> which) {
        return await(
                "a delivery by %s that is %s".formatted(channel, what),
                () -> deliveries(to, channel).filter(which).findFirst());
    }

    /** Waits for the newest of them to be so. */
    JsonNode newestDelivery(Recipient to, String channel, String state) {
        return await(
                "the newest delivery by %s being %s".formatted(channel, state),
                () -> deliveries(to, channel).findFirst().filter(newest -> isIn(newest, state)));
    }

    static boolean isIn(JsonNode delivery, String state) {
        return delivery.path("state").asString().equals(state);
    }
}
