package io.aman.local.sandbox.stripe;

import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Reply;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** An answer in Stripe's error envelope (docs.stripe.com/api/errors). */
final class StripeError extends RuntimeException {
    private final int status;
    private final boolean executed;
    private final transient ObjectNode error;

    private StripeError(int status, boolean executed, ObjectNode error) {
        super(error.path("message").asString(), null, false, false);
        this.status = status;
        this.executed = executed;
        this.error = error;
    }

    private static ObjectNode error(String type, Optional<String> code, String message) {
        var error = Json.object().put("type", type);
        code.ifPresent(
                c -> error.put("code", c).put("doc_url", "https://stripe.com/docs/error-codes/" + c.replace('_', '-')));
        return error.put("message", message);
    }

    /** A parameter that fails validation: nothing was executed, so nothing is kept for the idempotency key. */
    static StripeError parameter(String code, String param, String message) {
        var error = error("invalid_request_error", Optional.of(code), message);
        return new StripeError(400, false, error.put("param", param));
    }

    static StripeError invalid(String message) {
        return new StripeError(400, false, error("invalid_request_error", Optional.empty(), message));
    }

    /** A request that is well-formed but that the object's state forbids. */
    static StripeError refused(String code, String message) {
        return new StripeError(400, true, error("invalid_request_error", Optional.of(code), message));
    }

    /** As {@link #refused}, about one parameter. */
    static StripeError refused(String code, String param, String message) {
        return new StripeError(
                400,
                true,
                error("invalid_request_error", Optional.of(code), message).put("param", param));
    }

    /** The wrong state of an intent, which the error shows. */
    static StripeError unexpectedState(Intent intent, String message) {
        var error = error("invalid_request_error", Optional.of("payment_intent_unexpected_state"), message);
        error.set("payment_intent", intent.object());
        return new StripeError(400, true, error);
    }

    /** A card the issuer declined. */
    static StripeError declined(Intent intent, ObjectNode cardError) {
        var error = cardError.deepCopy();
        error.set("payment_intent", intent.object());
        return new StripeError(402, true, error);
    }

    /** The wrong state of a SetupIntent, which the error shows. */
    static StripeError unexpectedSetupState(Intent setup, String message) {
        var error = error("invalid_request_error", Optional.of("setup_intent_unexpected_state"), message);
        error.set("setup_intent", setup.object());
        return new StripeError(400, true, error);
    }

    /** A card that the issuer declined while it was set up. */
    static StripeError setupDeclined(Intent setup, ObjectNode cardError) {
        var error = cardError.deepCopy();
        error.set("setup_intent", setup.object());
        return new StripeError(402, true, error);
    }

    /** A card that the issuer does not let anybody keep. */
    static StripeError cardRefused(ObjectNode cardError) {
        return new StripeError(402, true, cardError);
    }

    /** A request that is well-formed but does not fit the intent, which the error shows. */
    static StripeError refusedFor(Intent intent, String message) {
        var error = error("invalid_request_error", Optional.empty(), message);
        error.set("payment_intent", intent.object());
        return new StripeError(400, true, error);
    }

    /** An id in the path that doesn't exist. */
    static StripeError missing(String kind, String id) {
        var error = error("invalid_request_error", Optional.of("resource_missing"), noSuch(kind, id));
        return new StripeError(404, false, error.put("param", "id"));
    }

    /** An id in a parameter that doesn't exist. */
    static StripeError missingParam(String kind, String param, String id) {
        return parameter("resource_missing", param, noSuch(kind, id));
    }

    private static String noSuch(String kind, String id) {
        return "No such %s: '%s'".formatted(kind, id);
    }

    static StripeError unknownUrl(String method, String path) {
        var message = "Unrecognized request URL (%s: %s).".formatted(method, path);
        return new StripeError(404, false, error("invalid_request_error", Optional.empty(), message));
    }

    static StripeError unauthorized(String message) {
        return new StripeError(401, false, error("invalid_request_error", Optional.empty(), message));
    }

    static StripeError keyReused(String key) {
        var message =
                "Keys for idempotent requests can only be used with the same parameters they were first used with."
                        + " Try using a key other than '%s' if you meant to execute a different request."
                                .formatted(key);
        return new StripeError(400, false, error("idempotency_error", Optional.empty(), message));
    }

    static StripeError keyInUse(String key) {
        var message = "There is currently another in-progress request using this Idempotency Key (%s).".formatted(key);
        return new StripeError(409, false, error("idempotency_error", Optional.of("idempotency_key_in_use"), message));
    }

    /** What Stripe says to a status that nobody's request explains. */
    static StripeError failure(int status) {
        if (status == 429) {
            return new StripeError(
                    status,
                    false,
                    error(
                            "invalid_request_error",
                            Optional.of("rate_limit"),
                            "Too many requests. Please retry later."));
        }
        return new StripeError(status, false, error("api_error", Optional.empty(), "Something went wrong."));
    }

    /** Whether execution had begun: then what was changed stays, and the answer is kept for the idempotency key. */
    boolean executed() {
        return executed;
    }

    Reply reply() {
        return Reply.json(status, Json.object().set("error", error));
    }
}
