package io.aman.local.sandbox.fcm;

import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Refusal;
import io.aman.local.sandbox.provider.Reply;
import tools.jackson.databind.node.ObjectNode;

/** A refusal as Firebase says it ("ErrorCode", read 2026-11). */
enum FcmError implements Refusal {
    INVALID_ARGUMENT(400, "INVALID_ARGUMENT"),
    UNAUTHENTICATED(401, "UNAUTHENTICATED"),
    SENDER_ID_MISMATCH(403, "PERMISSION_DENIED"),
    UNREGISTERED(404, "NOT_FOUND"),
    QUOTA_EXCEEDED(429, "RESOURCE_EXHAUSTED"),
    INTERNAL(500, "INTERNAL"),
    UNAVAILABLE(503, "UNAVAILABLE");

    private final int status;
    private final String name;

    FcmError(int status, String name) {
        this.status = status;
        this.name = name;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public ObjectNode body(int as) {
        var body = Json.object();
        var error = body.putObject("error")
                .put("code", as)
                .put("message", "refused")
                .put("status", name);
        if (this != UNAUTHENTICATED) {
            error.putArray("details")
                    .addObject()
                    .put("@type", "type.googleapis.com/google.firebase.fcm.v1.FcmError")
                    .put("errorCode", name());
        }
        return body;
    }

    @Override
    public Reply reply(int as) {
        var reply = Refusal.super.reply(as);
        return this == QUOTA_EXCEEDED ? reply.with("Retry-After", "60") : reply;
    }

    /** As a fault asks for. */
    static FcmError of(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> SENDER_ID_MISMATCH;
            case 404 -> UNREGISTERED;
            case 429 -> QUOTA_EXCEEDED;
            case 503 -> UNAVAILABLE;
            default -> status < 500 ? INVALID_ARGUMENT : INTERNAL;
        };
    }
}
