package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.node.ObjectNode;

/** PayPal's own check of a webhook (developer.paypal.com/docs/api/webhooks/v1, read 2026-11). */
final class Verification {
    private static final String EVENT = "webhook_event";

    private final PayPalKeys keys;
    private final JsonFactory json = new JsonFactory();

    Verification(PayPalKeys keys) {
        this.keys = keys;
    }

    /** @param request the call's body, which fits its schema */
    ObjectNode verify(ObjectNode request, Call call) {
        boolean genuine = request.path("auth_algo").asString().equals(PayPalCertificates.ALGORITHM)
                && request.path("webhook_id").asString().equals(keys.webhookId())
                && request.path("cert_url")
                        .asString()
                        .endsWith("/" + keys.certificates().name())
                && isSigned(request, rawEvent(call.body()));
        return Json.object().put("verification_status", genuine ? "SUCCESS" : "FAILURE");
    }

    private boolean isSigned(ObjectNode request, String event) {
        var message = PayPalSignature.message(
                request.path("transmission_id").asString(),
                request.path("transmission_time").asString(),
                keys.webhookId(),
                event.getBytes(StandardCharsets.UTF_8));
        try {
            return keys.certificates()
                    .verify(
                            message,
                            Base64.getDecoder()
                                    .decode(request.path("transmission_sig").asString()));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    /** Exactly as it was sent: written anew it would have other bytes. */
    private String rawEvent(String body) {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var wanted = parser.currentName().equals(EVENT);
                parser.nextToken();
                long start = parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                if (wanted) {
                    return body.substring(
                            (int) start, (int) parser.currentLocation().getCharOffset());
                }
            }
        }
        throw new IllegalStateException("the schema requires " + EVENT);
    }
}
