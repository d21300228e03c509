package io.aman.session.oauth2;

import io.aman.platform.Ids;
import io.aman.platform.Secret;
import io.aman.session.oauth2.OAuthError.InvalidClient;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The clients that may ask, by HTTP Basic.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1">RFC 6749, section 2.3.1</a>
 */
final class RegisteredClients {

    private static final String SCHEME = "Basic ";
    private static final int MAX_LENGTH = 1024;

    /** Nobody's: comparing with it takes as long as comparing with a client's. */
    private static final byte[] NO_SECRET = new byte[32];

    private final Map<String, byte[]> hashes;

    /** @param secrets by the client's id */
    RegisteredClients(Map<String, Secret> secrets) {
        this.hashes = secrets.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        entry -> hash(entry.getValue().reveal().strip())));
    }

    /**
     * Tells who calls.
     *
     * @param authorization the header
     * @return the client's id
     * @throws InvalidClient when it is nobody we know
     */
    String authenticated(@Nullable String authorization) {
        if (authorization == null
                || authorization.length() > MAX_LENGTH
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new InvalidClient();
        }
        try {
            var pair = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring(SCHEME.length()).strip()),
                    StandardCharsets.UTF_8);
            var colon = pair.indexOf(':');
            if (colon < 0) {
                throw new InvalidClient();
            }
            var id = decoded(pair.substring(0, colon));
            var expected = hashes.get(id);
            var right = MessageDigest.isEqual(
                    expected == null ? NO_SECRET : expected, hash(decoded(pair.substring(colon + 1))));
            if (expected == null || !right) {
                throw new InvalidClient();
            }
            return id;
        } catch (IllegalArgumentException _) { // no Base64, or a broken escape
            throw new InvalidClient();
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static byte[] hash(String secret) {
        return Ids.sha256(secret.getBytes(StandardCharsets.UTF_8));
    }
}
