package io.aman.notification.webhook.endpoint;

import java.time.Instant;

/** A replay that was asked for: written to the endpoint, and begun by whoever has its lane. */
public sealed interface Ask {

    /** Sends one message again. */
    record OfMessage(String messageId) implements Ask {}

    /** Sends all again that failed and were made since then. */
    record OfFailedSince(Instant since) implements Ask {}
}
