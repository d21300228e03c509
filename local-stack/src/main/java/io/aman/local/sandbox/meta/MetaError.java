package io.aman.local.sandbox.meta;

import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Refusal;
import tools.jackson.databind.node.ObjectNode;

/** A refusal by its code at Meta (Cloud API, "Error codes", read 2026-11). */
enum MetaError implements Refusal {
    INVALID_TOKEN(401, 190, "Error validating access token"),
    UNKNOWN_PATH(400, 100, "Unsupported request"),
    INVALID_PARAMETER(400, 100, "Invalid parameter"),
    RATE_LIMIT(429, 130_429, "Rate limit hit"),
    UNDELIVERABLE(400, 131_026, "Message undeliverable"),
    OUTSIDE_WINDOW(400, 131_047, "Re-engagement message"),
    PAIR_RATE_LIMIT(400, 131_056, "(Business Account, Consumer Account) pair rate limit hit"),
    PARAMETERS(400, 132_000, "Number of parameters does not match the expected number of params"),
    NO_TEMPLATE(404, 132_001, "Template name does not exist in the translation"),
    PARAMETER_FORMAT(400, 132_012, "Parameter format does not match format in the created template"),
    AWAY(503, 131_016, "Service unavailable"),
    SOMETHING(500, 131_000, "Something went wrong");

    private final int status;
    private final int code;
    private final String title;

    MetaError(int status, int code, String title) {
        this.status = status;
        this.code = code;
        this.title = title;
    }

    int code() {
        return code;
    }

    String title() {
        return title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public ObjectNode body(int as) {
        var body = Json.object();
        body.putObject("error")
                .put("message", "(#%d) %s".formatted(code, title))
                .put("type", "OAuthException")
                .put("code", code)
                .put("fbtrace_id", "AbCdEfGhIjKlMnOpQrStUv");
        return body;
    }

    /** As a fault asks for. */
    static MetaError of(int status) {
        return switch (status) {
            case 401, 403 -> INVALID_TOKEN;
            case 429 -> RATE_LIMIT;
            case 503 -> AWAY;
            default -> status < 500 ? INVALID_PARAMETER : SOMETHING;
        };
    }
}
