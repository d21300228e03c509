package io.aman.local.sandbox.twilio;

import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Refusal;
import io.aman.local.sandbox.provider.Reply;
import tools.jackson.databind.node.ObjectNode;

/** A refusal by its code at Twilio. */
enum TwilioError implements Refusal {
    AUTHENTICATE(401, 20_003, "Authenticate"),
    NOT_FOUND(404, 20_404, "The requested resource was not found"),
    NO_BODY(400, 21_602, "Message body is required."),
    NO_SENDER(400, 21_603, "A 'From' phone number is required."),
    NO_RECIPIENT(400, 21_604, "A 'To' phone number is required."),
    INVALID_RECIPIENT(400, 21_211, "Invalid 'To' Phone Number"),
    NOT_PERMITTED(
            400, 21_408, "Permission to send an SMS has not been enabled for the region indicated by the 'To' number"),
    UNSUBSCRIBED(400, 21_610, "Attempt to send to unsubscribed recipient"),
    NOT_REACHABLE(400, 21_612, "Message cannot be sent with the current combination of 'To' and 'From' parameters"),
    NOT_MOBILE(400, 21_614, "'To' number is not a valid mobile number"),
    TOO_LONG(400, 21_617, "The concatenated message body exceeds the 1600 character limit");

    private final int status;
    private final int code;
    private final String message;

    TwilioError(int status, int code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public ObjectNode body(int as) {
        return body(as, code, message);
    }

    /** As a fault asks for. */
    static Reply reply(int status, int code, String message) {
        return Reply.json(status, body(status, code, message));
    }

    private static ObjectNode body(int status, int code, String message) {
        return Json.object()
                .put("code", code)
                .put("message", message)
                .put("more_info", "https://www.twilio.com/docs/errors/" + code)
                .put("status", status);
    }
}
