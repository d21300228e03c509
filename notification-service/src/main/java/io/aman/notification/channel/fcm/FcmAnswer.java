package io.aman.notification.channel.fcm;

import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Outcome.Unavailable;
import io.aman.notification.delivery.Outcome.Unknown;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What an answer of Firebase means. Its texts may quote tokens, so only codes leave this class.
 *
 * @see <a href="https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode">ErrorCode</a>, read 2026-11
 */
final class FcmAnswer {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;

    private FcmAnswer() {}

    static Outcome outcome(int status, String body, @Nullable Duration retryAfter) {
        var json = json(body);
        if (status == OK) {
            return new Sent(json.path("name").asString(null));
        }
        var code = code(json);
        var reason = "fcm-"
                + (code.isEmpty() ? status : code.toLowerCase(Locale.ROOT).replace('_', '-'));
        return switch (code) {
            case "UNREGISTERED", "SENDER_ID_MISMATCH" -> new Refused(reason, true);
            case "QUOTA_EXCEEDED", "UNAVAILABLE", "THIRD_PARTY_AUTH_ERROR" -> new Unavailable(reason, retryAfter);
            default -> byStatus(status, reason, retryAfter);
        };
    }

    private static Outcome byStatus(int status, String reason, @Nullable Duration retryAfter) {
        return switch (status) {
            case 401, 403, 429, 503 -> new Unavailable(reason, retryAfter);
            case 404 -> new Unavailable(reason, retryAfter); // the project: a token says UNREGISTERED
            default -> status >= SERVER_ERROR ? new Unknown(reason) : new Refused(reason);
        };
    }

    /** The detail where there is one: the status alone calls a token and a project not found. */
    private static String code(JsonNode json) {
        return json.path("error")
                .path("details")
                .valueStream()
                .map(detail -> detail.path("errorCode").asString(""))
                .filter(code -> code.matches("[A-Z_]{1,40}"))
                .findFirst()
                .orElse("");
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException _) {
            return MissingNode.getInstance();
        }
    }
}
