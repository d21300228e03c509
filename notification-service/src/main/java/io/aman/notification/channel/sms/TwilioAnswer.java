package io.aman.notification.channel.sms;

import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Outcome.Unknown;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an answer of Twilio means. Its texts quote numbers, so only codes leave this class.
 *
 * @see <a href="https://www.twilio.com/docs/api/errors">Twilio's error codes</a>
 */
final class TwilioAnswer {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String NO_ANSWER = "sms-no-answer";
    private static final String UNREACHABLE = "sms-unreachable";

    /** Our sender is wrong: a fault of the set-up, which somebody may repair before the attempts are exhausted. */
    private static final Set<Integer> ABOUT_THE_SENDER = Set.of(21_212, 21_603, 21_606, 21_659, 21_660, 21_703);

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
    static Outcome outcome(int status, String body) {
        if (status >= SUCCESS && status < REDIRECTION) {
            return new Sent();
        }
        var code = code(body);
        var reason = "sms-%d".formatted(code == 0 ? status : code);
        if (status >= SERVER_ERROR && status != UNAVAILABLE) {
            return new Unknown(reason);
        }
        return status == BAD_REQUEST && !ABOUT_THE_SENDER.contains(code) ? new Refused(reason) : new Deferred(reason);
    }

    /** Whoever was never connected has sent nothing; after that an answer that stays away may have been a yes. */
    static Outcome outcome(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnknownHostException
                    || cause instanceof UnresolvedAddressException) {
                return new Deferred(UNREACHABLE);
            }
        }
        return new Unknown(NO_ANSWER);
    }

    /** 0 where the answer is none of Twilio's. */
    private static int code(String body) {
        try {
            return JSON.readTree(body).path("code").asInt(0);
        } catch (JacksonException _) {
            return 0;
        }
    }
}
