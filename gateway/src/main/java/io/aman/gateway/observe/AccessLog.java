package io.aman.gateway.observe;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line for some requests: each that failed by us or by a service, and one of so many others. It never holds a query,
 * a header or a body, and the path only where a route knows its shape.
 */
final class AccessLog {

    private static final Logger log = LoggerFactory.getLogger("access");
    private static final int LONGEST_PATH = 256;

    private final int oneIn;

    /** @param oneIn of so many requests that did not fail one is told of; 0 for none */
    AccessLog(int oneIn) {
        this.oneIn = oneIn;
    }

    boolean isDue(Answer answer) {
        return answer.isServerError()
                || (oneIn > 0 && ThreadLocalRandom.current().nextInt(oneIn) == 0);
    }

    void write(ObservedRequest request, Answer answer, String path, long nanos) {
        var line = log.atInfo()
                .addKeyValue("traceId", request.traceId())
                .addKeyValue("requestId", text(request.requestId()))
                .addKeyValue("client", text(request.client()))
                .addKeyValue("method", answer.method())
                .addKeyValue("route", answer.uri())
                .addKeyValue("status", answer.status())
                .addKeyValue("outcome", answer.outcome())
                .addKeyValue("durationMillis", nanos / 1_000_000.0);
        if (answer.hasPattern()) {
            line = line.addKeyValue("path", path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path);
        }
        if (answer.error() != null) {
            line = line.addKeyValue("exception", answer.exception());
        }
        line.log("request");
    }

    private static String text(@Nullable String known) {
        return known == null ? "" : known;
    }
}
