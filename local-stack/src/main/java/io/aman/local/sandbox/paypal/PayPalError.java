package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Reply;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer in PayPal's error envelope (developer.paypal.com/api/rest/responses, read 2026-11). */
final class PayPalError extends RuntimeException {
    private final int status;
    private final boolean kept;
    private final transient ObjectNode body;

    private PayPalError(int status, boolean kept, ObjectNode body) {
        super(body.path("message").asString(body.path("error").asString("")), null, false, false);
        this.status = status;
        this.kept = kept;
        this.body = body;
    }

    private static ObjectNode envelope(String name, String message) {
        return Json.object().put("name", name).put("message", message);
    }

    private static PayPalError of(int status, String name, String message, ObjectNode... details) {
        var body = envelope(name, message);
        var list = body.putArray("details");
        for (var detail : details) {
            list.add(detail);
        }
        return new PayPalError(status, false, body);
    }

    private static ObjectNode detail(Issue issue) {
        return Json.object().put("issue", issue.name()).put("description", issue.description());
    }

    /** A request that breaks the schema: 400, nothing was done. */
    static PayPalError invalid(ArrayNode details) {
        var body =
                envelope("INVALID_REQUEST", "Request is not well-formed, syntactically incorrect, or violates schema.");
        body.set("details", details);
        return new PayPalError(400, false, body);
    }

    /** @param field a JSON pointer, or the name of a parameter */
    static PayPalError invalid(Issue issue, String field, String location) {
        return invalid(Json.array().add(detail(issue).put("field", field).put("location", location)));
    }

    /** What the state or a rule of the business forbids: 422, nothing was done. */
    static PayPalError refused(Issue issue) {
        return unprocessable(detail(issue));
    }

    /** As {@link #refused(Issue)}, about one field of the body. */
    static PayPalError refused(Issue issue, String field, String value) {
        return unprocessable(
                detail(issue).put("field", field).put("value", value).put("location", "body"));
    }

    private static PayPalError unprocessable(ObjectNode detail) {
        return of(
                422,
                "UNPROCESSABLE_ENTITY",
                "The requested action could not be performed, semantically incorrect, or failed business validation.",
                detail);
    }

    /** A refusal that has changed something, which stays. */
    PayPalError keepingChanges() {
        return new PayPalError(status, true, body);
    }

    PayPalError showing(UnaryOperator<ObjectNode> more) {
        return new PayPalError(status, kept, more.apply(body.deepCopy()));
    }

    static PayPalError notFound() {
        return of(
                404, "RESOURCE_NOT_FOUND", "The specified resource does not exist.", detail(Issue.INVALID_RESOURCE_ID));
    }

    static PayPalError mediaType() {
        return of(415, "UNSUPPORTED_MEDIA_TYPE", "The server does not support the request payload's media type.");
    }

    static PayPalError inProgress() {
        return of(
                409,
                "RESOURCE_CONFLICT",
                "The server has detected a conflict while processing this request.",
                detail(Issue.PREVIOUS_REQUEST_IN_PROGRESS));
    }

    static PayPalError noToken() {
        return of(
                401,
                "AUTHENTICATION_FAILURE",
                "Authentication failed due to missing authorization header, or invalid authentication credentials.");
    }

    /** The answers of RFC 6749, which have no envelope. */
    static PayPalError oauth(int status, String error, String description) {
        return new PayPalError(status, false, Json.object().put("error", error).put("error_description", description));
    }

    /** What PayPal says to a status that nobody's request explains. */
    static PayPalError failure(int status) {
        return switch (status) {
            case 429 -> of(429, "RATE_LIMIT_REACHED", "Too many requests. Blocked due to rate limiting.");
            case 503 -> of(503, "SERVICE_UNAVAILABLE", "Service Unavailable.");
            default -> of(status, "INTERNAL_SERVER_ERROR", "An internal server error has occurred.");
        };
    }

    /** Whether what was changed before stays. */
    boolean kept() {
        return kept;
    }

    Reply reply(String debugId) {
        return Reply.json(status, body.has("error") ? body : body.deepCopy().put("debug_id", debugId));
    }
}
