package io.aman.bench.plain;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the plain service is told.
 *
 * @param jwks where the keys of tokens are published
 * @param provider the base of Stripe's API
 * @param created how large a payment's document is once created, in bytes
 * @param authorized the same once confirmed
 * @param captured the same once captured
 */
@ConfigurationProperties("plain")
record PlainProperties(URI jwks, URI provider, String apiKey, int created, int authorized, int captured) {

    /** What a document has without any filling, about. */
    private static final int OWN_BYTES = 262;

    String filling(int size) {
        return "x".repeat(Math.max(0, size - OWN_BYTES));
    }

    /** Not the key. */
    @Override
    public String toString() {
        return "PlainProperties[" + provider + "]";
    }
}
