package io.aman.local.sandbox.provider;

import java.io.IOException;
import java.util.Map;

/** Where webhooks go. */
@FunctionalInterface
public interface WebhookTarget {

    /**
     * @return the receiver's HTTP status
     * @throws IOException when no answer came
     */
    int deliver(String provider, Map<String, String> headers, byte[] body) throws IOException, InterruptedException;

    /** The same for a receiver with several addresses; {@code address} as of {@link Webhook}. */
    default int deliver(String provider, String address, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        return deliver(provider, headers, body);
    }
}
