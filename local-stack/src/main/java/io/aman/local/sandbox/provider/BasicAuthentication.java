package io.aman.local.sandbox.provider;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Reads HTTP's Basic authentication (RFC 7617). */
public final class BasicAuthentication {
    private static final String SCHEME = "basic ";

    private BasicAuthentication() {}

    /**
     * @param authorization the request's header
     * @return user name, colon and password; empty for another scheme and for what cannot be read
     */
    public static Optional<String> credentials(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        try {
            var decoded = Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).strip());
            return Optional.of(new String(decoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
