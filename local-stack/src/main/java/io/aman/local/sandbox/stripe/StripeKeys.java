package io.aman.local.sandbox.stripe;

import io.aman.local.sandbox.provider.BasicAuthentication;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

/**
 * The account's secrets; not a record, whose {@code toString} would tell them.
 *
 * <p>The key comes as a Bearer token or as the user name of Basic authentication (docs.stripe.com/api/authentication).
 */
public final class StripeKeys {
    private static final String BEARER = "bearer ";

    private final String apiKey;
    private final String webhookSecret;

    public StripeKeys(String apiKey, String webhookSecret) {
        this.apiKey = apiKey;
        this.webhookSecret = webhookSecret;
    }

    public String apiKey() {
        return apiKey;
    }

    public String webhookSecret() {
        return webhookSecret;
    }

    /** @param authorization the request's header */
    void require(Optional<String> authorization) {
        var given = authorization
                .flatMap(StripeKeys::key)
                .orElseThrow(() -> StripeError.unauthorized("You did not provide an API key. You need to provide your"
                        + " API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer"
                        + " YOUR_SECRET_KEY')."));
        if (!MessageDigest.isEqual(bytes(given), bytes(apiKey))) {
            throw StripeError.unauthorized("Invalid API Key provided.");
        }
    }

    private static Optional<String> key(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? Optional.of(header.substring(BEARER.length()).strip())
                : BasicAuthentication.credentials(header)
                        .map(credentials -> credentials.split(":", 2)[0]);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }
}
