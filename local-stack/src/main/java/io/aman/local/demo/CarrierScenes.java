package io.aman.local.demo;

import static io.aman.local.demo.NotificationCast.isIn;
import static io.aman.local.demo.Recipient.choice;
import static io.aman.local.demo.Steps.await;
import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.refused;
import static io.aman.local.demo.Steps.require;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Short messages and WhatsApp: numbers that are proven, carriers that fail, and what they tell later. */
final class CarrierScenes {

    /** Where Twilio reports to. */
    static final String TWILIO = "/api/notifications/webhook/twilio";

    /** Twilio's sandbox knows that its carrier has no such number. */
    private static final String NOBODYS = "+15005550010";

    private static final String PAYMENTS = "payments";
    private static final String SMS = "sms";
    private static final String WHATSAPP = "whatsapp";
    private static final String DELIVERED = "DELIVERED";
    private static final String DELIVERIES = "/api/notifications/deliveries";

    private final NotificationCast cast;
    private final Recipient reader;
    private final String number;

    CarrierScenes(NotificationCast cast) {
        this.cast = cast;
        this.reader = cast.reader();
        this.number = cast.number();
    }

    void run(Steps steps) {
        steps.step("A number is added by a code that was sent there", this::added);
        steps.step("A receipt comes by SMS, and the carrier's signed report says that it arrived", this::byText);
        steps.step("A report that the carrier did not sign is refused", this::forged);
        steps.step("Who has written to us by WhatsApp is told there", this::byWhatsApp);
        steps.step("WhatsApp's own way is down: the other provider carries it", this::failover);
        steps.step("A carrier refuses one; an operator sends it again", this::resent);
        steps.step("A number that is nobody's is not sent to again, until an operator allows it", this::suppressed);
    }

    private String added() {
        var before = reader.messages(number).count();
        var id = reader.ask(number);
        var code = reader.code(number, before);
        var wrong = code.charAt(0) == '1' ? "2" + code.substring(1) : "1" + code.substring(1);
        var refusal = refused(422, "ADDRESS_CODE_WRONG", reader.confirm(id, wrong));
        expect(204, reader.confirm(id, code));
        return "another code: %s; the right one: 204".formatted(refusal);
    }

    private String byText() {
        expect(200, reader.prefer(choice(PAYMENTS, SMS, true)));
        reader.pay(cast.reference("texted"));
        var message = reader.sms(number, cast.reference("texted"));
        var delivery = cast.newestDelivery(reader, SMS, DELIVERED);
        require(!delivery.toString().contains(number), "the whole number is told: " + delivery);
        return "%s segments to %s: DELIVERED"
                .formatted(
                        message.path("num_segments").asString(),
                        delivery.path("hint").asString());
    }

    private String forged() {
        var delivery = cast.newestDelivery(reader, SMS, DELIVERED);
        var path = "%s?delivery=%s&attempt=1&provider=twilio"
                .formatted(TWILIO, delivery.path("id").asString());
        var answer = cast.gateway()
                .with("X-Twilio-Signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                .post(path, Map.of("MessageStatus", "undelivered", "ErrorCode", "30005"));
        var refusal = refused(400, "INVALID_SIGNATURE", answer);
        cast.newestDelivery(reader, SMS, DELIVERED);
        return refusal + "; it stays DELIVERED";
    }

    private String byWhatsApp() {
        var digits = number.substring(1);
        expect(204, cast.sandbox().post("/_sandbox/meta/inbound", Map.of("from", digits)));
        await(
                "the webhook of what was written",
                () -> cast.sandbox()
                        .get("/_sandbox/meta/events?from=" + digits)
                        .elements()
                        .filter(event -> event.path("state").asString().equals("DELIVERED"))
                        .findFirst());
        expect(200, reader.prefer(choice(PAYMENTS, WHATSAPP, true)));
        reader.pay(cast.reference("chatted"));
        var delivery = cast.newestDelivery(reader, WHATSAPP, DELIVERED);
        return "%s: DELIVERED".formatted(provider(delivery));
    }

    private static String provider(JsonNode delivery) {
        return delivery.path("sends")
                .valueStream()
                .reduce((_, later) -> later)
                .map(send -> send.path("provider").asString())
                .orElse("");
    }

    private String failover() {
        expect(
                200,
                cast.sandbox()
                        .post(
                                "/_sandbox/twilio/inbound",
                                Map.of(
                                        "from",
                                        number,
                                        "address",
                                        cast.webhooks().toString())));
        expect(
                200,
                cast.sandbox()
                        .post(
                                "/_sandbox/faults",
                                Map.of("provider", "meta", "kind", "status", "status", 503, "path", "/messages")));
        var earlier = cast.deliveries(reader, WHATSAPP).count();
        reader.pay(cast.reference("failed-over"));
        await(
                "another delivery",
                () -> Optional.of(cast.deliveries(reader, WHATSAPP).count()).filter(count -> count > earlier));
        var delivery = cast.newestDelivery(reader, WHATSAPP, DELIVERED);
        require(provider(delivery).equals("twilio"), delivery.toString());
        return "meta: 503, twilio: DELIVERED";
    }

    private String resent() {
        expect(200, reader.prefer(choice(PAYMENTS, SMS, true)));
        expect(
                200,
                cast.sandbox()
                        .post(
                                "/_sandbox/faults",
                                Map.of("provider", "twilio", "kind", "status", "status", 400, "path", "/Messages")));
        reader.pay(cast.reference("refused"));
        var failed = cast.newestDelivery(reader, SMS, "FAILED");
        var path = "%s/%s/resend".formatted(DELIVERIES, failed.path("id").asString());
        expect(200, cast.admin().api().post(path, Map.of("reason", "asked for by phone, ticket 4711")));
        reader.sms(number, cast.reference("refused"));
        var sent = cast.newestDelivery(reader, SMS, DELIVERED);
        require(sent.path("trail").toString().contains("ticket 4711"), "without the reason");
        return "%s, then DELIVERED".formatted(failed.path("reason").asString());
    }

    private String suppressed() {
        var collector = cast.collector();
        collector.add(NOBODYS);
        var undelivered = cast.delivery(collector, SMS, "given up by the carrier", one -> isIn(one, "UNDELIVERED"));
        var listed = undelivered.path("address").asString();
        await("the number on the list", () -> suppressions(listed));
        expect(200, collector.prefer(choice(PAYMENTS, SMS, true)));
        collector.pay(cast.reference("unheard"));
        var stopped = cast.newestDelivery(collector, SMS, "FAILED");
        require(
                collector
                        .messages(NOBODYS)
                        .noneMatch(message -> message.toString().contains(cast.reference("unheard"))),
                "it was sent");
        expect(204, cast.admin().api().delete("/api/notifications/suppressions/" + listed));
        return "%s; the operator's list named %s"
                .formatted(
                        stopped.path("reason").asString(),
                        undelivered.path("hint").asString());
    }

    private Optional<JsonNode> suppressions(String id) {
        return SessionCast.items(cast.admin().api().get("/api/notifications/suppressions?limit=100"))
                .valueStream()
                .filter(one -> one.path("id").asString().equals(id))
                .findFirst();
    }
}
