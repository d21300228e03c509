package io.aman.gateway.connection;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** Why a connection is closed with an answer before its request is one; the name is the problem type. */
enum Refusal {
    MALFORMED_REQUEST(400, "This is not one plain request."),
    METHOD_NOT_ALLOWED(405, "Not with this method."),
    HEADERS_TOO_LARGE(431, "The header lines are too large."),
    TARGET_TOO_LONG(414, "The request line is too long."),
    REQUEST_TIMEOUT(408, "The request did not arrive in time.");

    final int status;
    final String detail;

    Refusal(int status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    /** What the decoder could not read. */
    static Refusal of(Throwable cause) {
        return switch (cause) {
            case Refused refused -> refused.refusal;
            case TooLongHttpLineException _ -> TARGET_TOO_LONG;
            case TooLongHttpHeaderException _ -> HEADERS_TOO_LARGE;
            default -> MALFORMED_REQUEST;
        };
    }

    /** A refusal on its way through the pipeline. */
    static final class Refused extends RuntimeException {

        private final transient Refusal refusal;

        Refused(Refusal refusal) {
            super(refusal.name(), null, false, false);
            this.refusal = refusal;
        }
    }
}
