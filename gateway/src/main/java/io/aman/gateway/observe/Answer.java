package io.aman.gateway.observe;

import org.jspecify.annotations.Nullable;

/**
 * How a request ended, in the words of Spring's own convention for {@code http.server.requests}.
 *
 * @param method {@code UNKNOWN} where it is none of those that HTTP defines: a client must not name our series
 * @param uri the pattern of its route; {@code NOT_FOUND}, {@code REDIRECTION} or {@code UNKNOWN} where it has none
 * @param status 0 where the client left before there was one
 * @param error what it failed by, though the client got a proper answer
 */
record Answer(
        String method, String uri, int status, @Nullable Throwable error) {

    static final String UNKNOWN = "UNKNOWN";

    String exception() {
        if (error == null) {
            return "none";
        }
        var name = error.getClass().getSimpleName();
        return name.isEmpty() ? error.getClass().getName() : name;
    }

    String statusText() {
        return status == 0 ? UNKNOWN : Integer.toString(status);
    }

    String outcome() {
        return switch (status / 100) {
            case 1 -> "INFORMATIONAL";
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            case 5 -> "SERVER_ERROR";
            default -> UNKNOWN;
        };
    }

    boolean isServerError() {
        return status / 100 == 5;
    }

    boolean hasPattern() {
        return uri.startsWith("/");
    }
}
