package io.aman.local.sandbox.paypal;

import java.net.URI;

/**
 * The request behind a change.
 *
 * @param debugId PayPal's own name for the request
 * @param base where the sandbox is reached
 */
record Cause(String debugId, String path, URI base) {

    /** An address below PayPal's prefix. */
    String url(String path) {
        return base.resolve("/" + PayPalSandbox.NAME + path).toString();
    }
}
