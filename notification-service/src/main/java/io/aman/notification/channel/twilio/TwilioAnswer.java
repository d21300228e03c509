package io.aman.notification.channel.twilio;

import io.aman.notification.delivery.Outcome;
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
 * What an answer of Twilio means. Its texts quote numbers, so only codes leave this class.
 *
 * @see <a href="https://www.twilio.com/docs/api/errors">Twilio's error codes</a>
 */
final class TwilioAnswer {

    private static final JsonMapper JSON = new JsonMapper();

    /** Our sender is wrong: a fault of the set-up, which somebody may repair before the attempts are exhausted. */
    private static final Set<Integer> ABOUT_THE_SENDER =
            Set.of(21_212, 21_603, 21_606, 21_609, 21_659, 21_660, 21_703, 63_007);

    /** No number, no mobile one, or its owner wants nothing. 30003 is none of them: a telephone that is off comes back. */
    private static final Set<Integer> UNREACHABLE = Set.of(21_211, 21_610, 21_614, 30_005, 30_006, 63_003, 63_024);

    private static final int SUCCESS = 200;
    private static final int REDIRECTION = 300;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private TwilioAnswer() {}

    /**
     * Permanent is only a 400 about the recipient or the message. 401, 403 and 404 tell of our account, 429 and 503 come
     * before anything is done. After any other 5xx nobody knows.
     */
    static Outcome outcome(String channel, int status, String body, @Nullable Duration retryAfter) {
        var json = json(body);
        if (status >= SUCCESS && status < REDIRECTION) {
            return new Sent(json.path("sid").asString(null));
        }
        var code = json.path("code").asInt(0);
        var reason = reason(channel, code == 0 ? status : code);
        if (status >= SERVER_ERROR && status != UNAVAILABLE) {
            return new Unknown(reason);
        }
        return status == BAD_REQUEST && !ABOUT_THE_SENDER.contains(code)
                ? new Refused(reason, isUnreachable(code))
                : new Unavailable(reason, retryAfter);
    }

    static String reason(String channel, int code) {
        return "%s-%d".formatted(channel, code);
    }

    static boolean isUnreachable(int code) {
        return UNREACHABLE.contains(code);
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException _) {
            return MissingNode.getInstance();
        }
    }
}
