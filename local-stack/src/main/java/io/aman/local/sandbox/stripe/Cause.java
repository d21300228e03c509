package io.aman.local.sandbox.stripe;

import java.net.URI;
import java.util.Optional;

/**
 * The request behind a change.
 *
 * @param idempotencyKey what the client sent, empty for a payer's click
 * @param base where the sandbox is reached
 */
record Cause(String requestId, Optional<String> idempotencyKey, String path, URI base) {}
