package io.aman.session.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;

/**
 * A key pair that signs tokens. Its id is its thumbprint.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7638">RFC 7638</a>
 */
final class SigningKey {

    private static final int RSA_BITS = 2048;

    private final RSAKey pair;
    private final JWSSigner signer;

    private SigningKey(RSAKey pair) throws JOSEException {
        this.pair = pair;
        this.signer = new RSASSASigner(pair);
    }

    static SigningKey generate() {
        try {
            return new SigningKey(new RSAKeyGenerator(RSA_BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("no signing key can be made", e);
        }
    }

    /** @throws IllegalStateException when it is none; its text is in no message */
    static SigningKey parse(String keyId, String json) {
        try {
            return new SigningKey(RSAKey.parse(json));
        } catch (ParseException | JOSEException _) {
            throw new IllegalStateException("the signing key %s is no RSA key".formatted(keyId));
        }
    }

    String id() {
        return pair.getKeyID();
    }

    JWSSigner signer() {
        return signer;
    }

    JWK publicHalf() {
        return pair.toPublicJWK();
    }

    /** With its private half: to be sealed, and nothing else. */
    String toJson() {
        return pair.toJSONString();
    }
}
