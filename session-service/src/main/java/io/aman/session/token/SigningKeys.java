package io.aman.session.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;

/**
 * The keys of this installation: made once, the same in every instance. Key ids are thumbprints.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7638">RFC 7638</a>
 */
final class SigningKeys {

    private static final int RSA_BITS = 2048;

    private final RSAKey current;
    private final JWSSigner signer;
    private final JWKSet published;

    private SigningKeys(List<RSAKey> keys) throws JOSEException {
        this.current = keys.getLast();
        this.signer = new RSASSASigner(current);
        this.published =
                new JWKSet(keys.stream().map(key -> (JWK) key.toPublicJWK()).toList());
    }

    /**
     * Opens the keys, and makes the first one in a new installation.
     *
     * @throws IllegalStateException when a stored key does not open: a wrong key-encryption key must stop the start, as
     *     new keys would end every session
     */
    static SigningKeys open(SigningKeyStore store, KeyVault vault, Clock clock) {
        try {
            if (store.all().isEmpty()) {
                var first = generate();
                store.offer(new SigningKeyStore.Stored(
                        1, first.getKeyID(), vault.seal(first.getKeyID(), first.toJSONString()), clock.instant()));
            }
            return new SigningKeys(
                    store.all().stream().map(stored -> open(stored, vault)).toList());
        } catch (JOSEException e) {
            throw new IllegalStateException("no signing key can be made", e);
        }
    }

    String currentId() {
        return current.getKeyID();
    }

    JWSSigner signer() {
        return signer;
    }

    /** Public halves only. */
    JWKSet published() {
        return published;
    }

    private static RSAKey generate() throws JOSEException {
        return new RSAKeyGenerator(RSA_BITS)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .keyIDFromThumbprint(true)
                .generate();
    }

    private static RSAKey open(SigningKeyStore.Stored stored, KeyVault vault) {
        try {
            return RSAKey.parse(vault.open(stored.keyId(), stored.sealed()));
        } catch (ParseException _) {
            throw new IllegalStateException("the signing key %s is no RSA key".formatted(stored.keyId()));
        }
    }
}
