package io.aman.notification.channel.webpush;

import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.target.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a push service's answer means. Whatever is wrong with one of them speaks against none of the others, as anybody may
 * bring a push service of their own; and a repeated message takes the place of the first. So it is never more than deferred.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8030#section-5">RFC 8030, sections 5 and 7</a>
 */
final class WebPushAnswer {

    private static final String REASON = "webpush-";

    private WebPushAnswer() {}

    static Outcome outcome(Answer answer) {
        return switch (answer.outcome()) {
            case DELIVERED -> new Sent();
            case GONE -> gone(answer);
            case THROTTLED -> new Deferred(reason(answer), retryAfter(answer));
            case REDIRECTED -> new Refused(reason(answer));
            case REJECTED -> rejected(answer);
            case ADDRESS_REFUSED -> new Refused(reason(answer));
            case TIMED_OUT, UNREACHABLE, UNTRUSTED, NOT_SIGNED -> new Deferred(reason(answer));
        };
    }

    private static Outcome rejected(Answer answer) {
        var status = answer.status();
        if (status == null) {
            return new Deferred(reason(answer));
        }
        return switch (status) {
            case 404 -> gone(answer);
            case 401, 403, 408 -> new Deferred(reason(answer)); // our signature, or our clock
            case 413 ->
                answer.retryAfter().isPositive()
                        ? new Deferred(reason(answer), answer.retryAfter())
                        : new Refused(reason(answer));
            default -> status >= 500 ? new Deferred(reason(answer)) : new Refused(reason(answer));
        };
    }

    private static Outcome gone(Answer answer) {
        return new Refused(reason(answer), true);
    }

    private static @Nullable Duration retryAfter(Answer answer) {
        return answer.retryAfter().isPositive() ? answer.retryAfter() : null;
    }

    private static String reason(Answer answer) {
        return REASON + (answer.status() == null ? answer.outcome().code() : answer.status());
    }
}
