package io.aman.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

/**
 * Access tokens for tests, signed with a key made once for this JVM.
 *
 * @see WithTokens
 */
public final class TestTokens {

    /** The defaults of {@code aman.security.issuer} and {@code aman.security.audience}. */
    public static final String ISSUER = "http://127.0.0.1:8080";

    public static final String AUDIENCE = "aman";

    private static final int KEY_BITS = 2048;

    private TestTokens() {}

    private static final class Key {

        static final RSAKey PAIR = newKey("test-key");
    }

    /** The value of an {@code Authorization} header: a valid token of {@code userId} with exactly these permissions. */
    public static String bearer(String userId, String... permissions) {
        return "Bearer " + token(userId).permissions(permissions).sign();
    }

    /** A valid token to be changed before it is signed. */
    public static TestToken token(String userId) {
        return new TestToken(userId, Key.PAIR);
    }

    /** The public key that verifies these tokens. */
    public static JWKSource<SecurityContext> keys() {
        return new ImmutableJWKSet<>(jwks());
    }

    /** The same as a key set, without the private half. */
    public static JWKSet jwks() {
        return new JWKSet(Key.PAIR.toPublicJWK());
    }

    /** A new pair that nobody trusts yet. */
    public static RSAKey newKey(String keyId) {
        try {
            return new RSAKeyGenerator(KEY_BITS).keyID(keyId).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK makes RSA keys", e);
        }
    }
}
