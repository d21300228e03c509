package io.aman.session.identity.oidc;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.aman.platform.Secret;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a sign-in must remember, kept by the browser, which can neither read nor change it: a JWE under a key of ours. */
final class SealedState {

    private static final int MAX_LENGTH = 2048;

    /** @param destination the name of where to go on */
    record Begun(State state, Nonce nonce, CodeVerifier verifier, String destination) {

        static Begun fresh(String destination) {
            return new Begun(new State(), new Nonce(), new CodeVerifier(), destination);
        }

        @Override
        public String toString() {
            return "Begun[%s]".formatted(destination);
        }
    }

    private final byte[] key;
    private final Duration lifetime;
    private final Clock clock;

    /** @param key 32 bytes */
    SealedState(byte[] key, Duration lifetime, Clock clock) {
        this.key = key.clone();
        this.lifetime = lifetime;
        this.clock = clock;
    }

    Secret seal(Begun begun) {
        var sealed = new JWEObject(
                new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM),
                new Payload(Map.of(
                        "state", begun.state.getValue(),
                        "nonce", begun.nonce.getValue(),
                        "verifier", begun.verifier.getValue(),
                        "to", begun.destination,
                        "exp", clock.instant().plus(lifetime).getEpochSecond())));
        try {
            sealed.encrypt(new DirectEncrypter(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
        return Secret.of(sealed.serialize());
    }

    /** Empty when we never sealed it, or too long ago. */
    Optional<Begun> open(Secret sealed) {
        if (sealed.reveal().length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            var object = JWEObject.parse(sealed.reveal());
            object.decrypt(new DirectDecrypter(key));
            var content = object.getPayload().toJSONObject();
            var over = Instant.ofEpochSecond(Long.parseLong(text(content, "exp")));
            return clock.instant().isBefore(over) ? Optional.of(begun(content)) : Optional.empty();
        } catch (ParseException | JOSEException | IllegalStateException _) {
            return Optional.empty();
        }
    }

    private static Begun begun(Map<String, Object> content) {
        return new Begun(
                new State(text(content, "state")),
                new Nonce(text(content, "nonce")),
                new CodeVerifier(text(content, "verifier")),
                text(content, "to"));
    }

    private static String text(Map<String, Object> content, String name) {
        return String.valueOf(content.get(name));
    }
}
