package io.aman.session.passkey;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an authenticator answers, as {@code PublicKeyCredential.toJSON()} writes it; nothing in it is verified yet. Browsers
 * add members as they please, so that unknown ones are passed over.
 */
final class Answer {

    static final JsonMapper JSON =
            JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

    private static final int MAX_CREDENTIAL_ID = 1023; // bytes, WebAuthn Level 3, section 4
    private static final int MAX_PART = 16 * 1024;

    /** Of a new key. */
    record Registered(PublicKeyCredential<AuthenticatorAttestationResponse> credential, String challenge) {}

    /** Of a known one. */
    record Signed(PublicKeyCredential<AuthenticatorAssertionResponse> credential, String challenge) {

        String credentialId() {
            return credential.getRawId().toBase64UrlString();
        }

        @Nullable
        String handle() {
            var handle = credential.getResponse().getUserHandle();
            return handle == null || handle.getBytes().length == 0 ? null : handle.toBase64UrlString();
        }
    }

    private Answer() {}

    /** @throws PasskeyError.NotAccepted when it is none */
    static Registered registered(Map<String, Object> json) {
        try {
            var credential = JSON.convertValue(
                    json, new TypeReference<PublicKeyCredential<AuthenticatorAttestationResponse>>() {});
            requireId(credential);
            var response = required(credential.getResponse());
            requireShort(response.getAttestationObject());
            return new Registered(credential, challenge(response.getClientDataJSON()));
        } catch (JacksonException | IllegalArgumentException _) {
            throw new PasskeyError.NotAccepted();
        }
    }

    /** Empty when it is none. */
    static Optional<Signed> signed(Map<String, Object> json) {
        try {
            var credential = JSON.convertValue(
                    json, new TypeReference<PublicKeyCredential<AuthenticatorAssertionResponse>>() {});
            requireId(credential);
            var response = required(credential.getResponse());
            requireShort(response.getAuthenticatorData());
            requireShort(response.getSignature());
            return Optional.of(new Signed(credential, challenge(response.getClientDataJSON())));
        } catch (JacksonException | IllegalArgumentException | PasskeyError.NotAccepted _) {
            return Optional.empty();
        }
    }

    private static void requireId(@Nullable PublicKeyCredential<?> credential) {
        var id = required(required(credential).getRawId());
        if (id.getBytes().length == 0 || id.getBytes().length > MAX_CREDENTIAL_ID) {
            throw new PasskeyError.NotAccepted();
        }
    }

    private static void requireShort(@Nullable Bytes part) {
        if (required(part).getBytes().length > MAX_PART) {
            throw new PasskeyError.NotAccepted();
        }
    }

    private static String challenge(@Nullable Bytes clientData) {
        requireShort(clientData);
        var text = new String(Objects.requireNonNull(clientData).getBytes(), StandardCharsets.UTF_8);
        return JSON.readTree(text).path("challenge").asString("");
    }

    /** A library that fills records from JSON knows nothing of what has to be there. */
    private static <T> T required(@Nullable T part) {
        if (part == null) {
            throw new PasskeyError.NotAccepted();
        }
        return part;
    }
}
