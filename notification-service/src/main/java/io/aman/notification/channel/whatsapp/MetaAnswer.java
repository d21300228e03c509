package io.aman.notification.channel.whatsapp;

import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Outcome.Unavailable;
import io.aman.notification.delivery.Outcome.Unknown;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What an answer of the Cloud API means. Its texts may quote numbers, so only codes leave this class.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes">Error codes</a>
 */
final class MetaAnswer {

    /** The person has not written for a day: only a template may be sent. */
    static final int OUTSIDE_WINDOW = 131_047;

    /** Not on WhatsApp, or they cannot be sent to: another channel may reach them. */
    private static final int UNDELIVERABLE = 131_026;

    /** Too much to this one person for now. */
    private static final int PAIR_LIMIT = 131_056;

    /** Too many calls or messages of ours for now, or the service is away. */
    private static final Set<Integer> BUSY = Set.of(4, 80_007, 130_429, 131_016, 131_048, 131_057, 133_016);

    /** Our token or our number: a fault of the set-up, as are the templates from 132000 on. */
    private static final Set<Integer> SET_UP = Set.of(0, 3, 10, 190, 131_005, 131_031, 131_042, 131_045, 133_010);

    private static final int FIRST_TEMPLATE = 132_000;
    private static final int LAST_TEMPLATE = 132_999;

    private static final JsonMapper JSON = new JsonMapper();
    private static final int SUCCESS = 200;
    private static final int REDIRECTION = 300;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private MetaAnswer() {}

    static Outcome outcome(int status, String body, @Nullable Duration retryAfter) {
        var json = json(body);
        if (status >= SUCCESS && status < REDIRECTION) {
            return new Sent(json.path("messages").path(0).path("id").asString(null));
        }
        var error = json.path("error").path("code");
        var code = error.asInt(-1);
        var reason = reason(code < 0 ? status : code);
        if (BUSY.contains(code) || isAway(status) || (SET_UP.contains(code) && error.isNumber())) {
            return new Unavailable(reason, retryAfter);
        }
        if (status >= SERVER_ERROR) {
            return new Unknown(reason);
        }
        return mayPass(code) ? new Deferred(reason, retryAfter) : new Refused(reason, isUnreachable(code));
    }

    private static boolean isAway(int status) {
        return status == UNAVAILABLE || status == TOO_MANY || status == UNAUTHORIZED;
    }

    private static boolean mayPass(int code) {
        return code == PAIR_LIMIT || code == OUTSIDE_WINDOW || (code >= FIRST_TEMPLATE && code <= LAST_TEMPLATE);
    }

    static boolean isUnreachable(int code) {
        return code == UNDELIVERABLE;
    }

    static String reason(int code) {
        return "whatsapp-" + code;
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException _) {
            return MissingNode.getInstance();
        }
    }
}
