package io.aman.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A token in the making: valid as it comes, and free to be broken in every part. */
public final class TestToken {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private RSAKey key;

    TestToken(String userId, RSAKey key) {
        this.key = key;
        header.put("alg", "RS256");
        header.put("typ", "at+jwt");
        header.put("kid", key.getKeyID());
        claims.put("iss", TestTokens.ISSUER);
        claims.put("aud", List.of(TestTokens.AUDIENCE));
        claims.put("sub", userId);
        claims.put("sid", "ses_of_" + userId);
        claims.put("client_id", "aman");
        claims.put("permissions", List.of());
        claims.put("acr", "aal1");
        claims.put("amr", List.of("pwd"));
        claims.put("sgen", 0);
        claims.put("jti", UUID.randomUUID().toString());
        issuedAt(Clock.systemUTC().instant());
    }

    public TestToken permissions(String... permissions) {
        return claim("permissions", List.of(permissions));
    }

    public TestToken session(String sessionId) {
        return claim("sid", sessionId);
    }

    /** Issued then, and good for five minutes. */
    public TestToken issuedAt(Instant instant) {
        return claim("iat", instant.getEpochSecond())
                .claim("auth_time", instant.getEpochSecond())
                .claim("exp", instant.plus(LIFETIME).getEpochSecond());
    }

    /** @param value any JSON value; null takes the claim away */
    public TestToken claim(String name, @Nullable Object value) {
        return put(claims, name, value);
    }

    /** @param value any JSON value; null takes the parameter away */
    public TestToken header(String name, @Nullable Object value) {
        return put(header, name, value);
    }

    /** Another key, under the same {@code kid} as before. */
    public TestToken signedWith(RSAKey other) {
        key = other;
        return this;
    }

    /** The compact form, signed by RSA whatever the header says. */
    public String sign() {
        try {
            var signature = new RSASSASigner(key)
                    .sign(new JWSHeader(JWSAlgorithm.RS256), signingInput().getBytes(StandardCharsets.US_ASCII));
            return withSignature(signature.toString());
        } catch (JOSEException e) {
            throw new IllegalStateException("an RSA key signs", e);
        }
    }

    /** The compact form with any third part; an empty one is an unsecured token. */
    public String withSignature(String signature) {
        return signingInput() + "." + signature;
    }

    /** What is signed: header and claims. */
    public String signingInput() {
        return encoded(header) + "." + encoded(claims);
    }

    private static String encoded(Map<String, Object> json) {
        return Base64URL.encode(JSONObjectUtils.toJSONString(json)).toString();
    }

    private TestToken put(Map<String, Object> target, String name, @Nullable Object value) {
        if (value == null) {
            target.remove(name);
        } else {
            target.put(name, value);
        }
        return this;
    }
}
