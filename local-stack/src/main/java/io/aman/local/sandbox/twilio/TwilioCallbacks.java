package io.aman.local.sandbox.twilio;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Ids;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Reply;
import io.aman.local.sandbox.provider.Webhook;
import io.aman.local.sandbox.provider.Webhooks;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of a message at its carrier, told to whom its sender named (Twilio's status callbacks). Everything here is
 * to be called within a change.
 */
final class TwilioCallbacks {
    private static final String HMAC = "HmacSHA1";
    private static final String WHATSAPP = "whatsapp:";
    private static final int OUTSIDE_WINDOW = 63_016;

    /** Numbers whose carrier gives up, and why. */
    private static final Map<String, Integer> UNDELIVERED =
            Map.of("+15005550010", 30_005, "+15005550011", 30_003, "+15005550012", 30_006);

    private final TwilioState state;
    private final Webhooks webhooks;
    private final TwilioKeys keys;
    private final Ids ids;

    TwilioCallbacks(TwilioState state, Webhooks webhooks, TwilioKeys keys, Clock clock) {
        this.state = state;
        this.webhooks = webhooks;
        this.keys = keys;
        this.ids = new Ids(clock);
    }

    /** @param address whom to tell; empty for nobody */
    void carry(ObjectNode message, String address, boolean isTemplate, String causedBy) {
        message.put("status_callback", address);
        state.put(message);
        var to = message.path("to").asString();
        var code = UNDELIVERED.get(to.replace(WHATSAPP, ""));
        if (to.startsWith(WHATSAPP) && !isTemplate && !state.wroteLately(to)) {
            tell(message, "failed", OUTSIDE_WINDOW, causedBy);
        } else {
            tell(message, "sent", 0, causedBy);
            tell(message, code == null ? "delivered" : "undelivered", code == null ? 0 : code, causedBy);
        }
    }

    private void tell(ObjectNode message, String status, int code, String causedBy) {
        message.put("status", status);
        if (code != 0) {
            message.put("error_code", code);
        }
        state.put(message);
        var address = message.path("status_callback").asString("");
        if (address.isEmpty()) {
            return;
        }
        var sid = message.path("sid").asString();
        var fields = new LinkedHashMap<String, String>();
        fields.put("AccountSid", keys.accountSid());
        fields.put("ApiVersion", "2010-04-01");
        fields.put("From", message.path("from").asString());
        fields.put("MessageSid", sid);
        fields.put("MessageStatus", status);
        fields.put("SmsSid", sid);
        fields.put("SmsStatus", status);
        fields.put("To", message.path("to").asString());
        if (code != 0) {
            fields.put("ErrorCode", Integer.toString(code));
        }
        send(status, sid, fields, address, causedBy);
    }

    private void send(String type, String about, Map<String, String> fields, String address, String causedBy) {
        webhooks.add(new Webhook(TwilioSandbox.NAME, ids.next("cb_"), type, about, form(fields), causedBy, address));
    }

    Reply command(Call call, ObjectNode wish) {
        var segments = call.segments();
        if (segments.size() == 3
                && segments.getFirst().equals("messages")
                && segments.getLast().equals("status")) {
            return state.find(segments.get(1))
                    .map(message -> {
                        tell(
                                message,
                                wish.path("status").asString("delivered"),
                                wish.path("errorCode").asInt(0),
                                call.path());
                        return Reply.json(200, message);
                    })
                    .orElseGet(() -> Reply.problem(404, "no such message"));
        }
        if (call.path().equals("/inbound")) {
            var from = WHATSAPP + wish.path("from").asString("");
            state.wrote(from);
            var sid = "SM" + "0".repeat(32);
            var fields = new LinkedHashMap<String, String>();
            fields.put("Body", wish.path("body").asString("hello"));
            fields.put("From", from);
            fields.put("MessageSid", sid);
            fields.put("SmsStatus", "received");
            send("received", from, fields, wish.path("address").asString(""), call.path());
            return Reply.json(200, Json.object().put("from", from));
        }
        return Reply.problem(404, "no such command");
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Over the address and the fields by name (twilio.com/docs/usage/security, "Validating requests"). */
    static String signature(String token, String address, String form) {
        var fields = new TreeMap<String, String>();
        for (var pair : form.split("&")) {
            var equals = pair.indexOf('=');
            fields.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        var text = new StringBuilder(address);
        fields.forEach((name, value) -> text.append(name).append(value));
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), HMAC));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
