package io.aman.local.sandbox.provider;

import java.time.Instant;
import java.util.Map;

/** One played provider. Its API lies under {@code /<name>}, its commands under {@code /_sandbox/<name>}. */
public interface ProviderSandbox {

    /** Lower case; the first segment of its paths and the last of its webhooks' path. */
    String name();

    /** Answers a request as the provider would; {@link Call#path} starts below the provider's prefix. */
    Reply serve(Call call);

    /** The provider's own error body for a status that a fault asks for; nothing is performed. */
    Reply failure(int status);

    /** Answers a test's or the demo's question about the state; 404 for what is not known. */
    Reply command(Call call);

    /** The headers with which the provider signs exactly these bytes at that time. */
    Map<String, String> sign(byte[] body, Instant at);

    /** The same for one whose signature covers where it goes, or who sends something else than JSON. */
    default Map<String, String> sign(Webhook webhook, byte[] body, Instant at) {
        return sign(body, at);
    }
}
