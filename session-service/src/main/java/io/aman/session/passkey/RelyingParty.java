package io.aman.session.passkey;

import com.webauthn4j.util.exception.WebAuthnException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import io.aman.session.passkey.CurrentKeyring.Call;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * Asks authenticators and verifies what they answer; stores nothing.
 *
 * @see <a href="https://www.w3.org/TR/webauthn-3/#sctn-rp-operations">WebAuthn Level 3, section 7</a>
 */
final class RelyingParty {

    private static final Logger log = LoggerFactory.getLogger(RelyingParty.class);
    private static final int FLAGS = 32; // of authenticator data, section 6.1
    private static final int USER_VERIFIED = 0x04;

    /**
     * What a page hands to the browser.
     *
     * @param challenge what the answer is found by
     */
    record Options(String challenge, Map<String, Object> publicKey) {}

    /**
     * A signature that is genuine.
     *
     * @param count how often the key has signed, as its authenticator says
     * @param userVerified whether the authenticator has made sure who uses it
     */
    record Signature(Passkey key, long count, boolean userVerified) {}

    /** As whom is of no matter: each call is about one keyring. */
    private static final Authentication PERSON =
            UsernamePasswordAuthenticationToken.authenticated("person", "", List.of());

    private final Webauthn4JRelyingPartyOperations operations;
    private final Clock clock;

    RelyingParty(PasskeyProperties properties, Clock clock) {
        this.clock = clock;
        var site = PublicKeyCredentialRpEntity.builder()
                .id(properties.rpId())
                .name(properties.name())
                .build();
        var current = new CurrentKeyring();
        this.operations = new Webauthn4JRelyingPartyOperations(current, current, site, properties.origins());
        operations.setCustomizeCreationOptions(options -> {
            options.timeout(properties.optionsLifetime());
            var challenge = CurrentKeyring.call().challenge();
            if (challenge != null) {
                options.challenge(challenge);
            }
        });
        operations.setCustomizeRequestOptions(options -> {
            options.timeout(properties.optionsLifetime());
            if (CurrentKeyring.call().verifyUser()) {
                options.userVerification(UserVerificationRequirement.REQUIRED);
            }
            var challenge = CurrentKeyring.call().challenge();
            if (challenge != null) {
                options.challenge(challenge);
            }
        });
    }

    /** @param shown what authenticators show as the person's name */
    Options toRegister(Keyring ring, String shown) {
        var options = called(new Call(ring, shown, null, false), this::creation);
        return new Options(options.getChallenge().toBase64UrlString(), json(options));
    }

    /**
     * The key that was made.
     *
     * @param challenge what was asked
     * @throws PasskeyError.NotAccepted when it is no answer to that
     */
    Passkey registered(Answer.Registered answer, String challenge, Keyring ring, String name) {
        return called(new Call(ring, name, challenge, false), () -> {
            operations.registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                    creation(), new RelyingPartyPublicKey(answer.credential(), name)));
            return passkey(CurrentKeyring.call().saved(), name);
        });
    }

    /** @param ring whose keys are asked for; null for whichever the person chooses, who must prove it is them */
    Options toSign(@Nullable Keyring ring) {
        var asked = ring == null ? new Keyring("", "", List.of()) : ring;
        var options = called(new Call(asked, "-", null, ring == null), this::request);
        return new Options(options.getChallenge().toBase64UrlString(), json(options));
    }

    /**
     * What was signed, by one of these keys; empty when it is no answer to what was asked.
     *
     * @param verifyUser refuses the answer of an authenticator that has not made sure who uses it
     */
    Optional<Signature> signed(Answer.Signed answer, String challenge, Keyring ring, boolean verifyUser) {
        var key = ring.key(Passkey.idOf(answer.credentialId()));
        if (key.isEmpty() || (answer.handle() != null && !ring.handle().equals(answer.handle()))) {
            return Optional.empty();
        }
        try {
            return Optional.of(called(new Call(ring, "-", challenge, verifyUser), () -> {
                return new Signature(key.get(), count(answer), isUserVerified(answer));
            }));
        } catch (PasskeyError.NotAccepted _) {
            return Optional.empty();
        }
    }

    /**
     * How often it has signed, as it says. A number below the one at its registration is the last thing that the library
     * looks at, after the signature; what it means is for the caller to say, as of every other number.
     */
    private long count(Answer.Signed answer) {
        try {
            operations.authenticate(new RelyingPartyAuthenticationRequest(request(), answer.credential()));
            return CurrentKeyring.call().saved().getSignatureCount();
        } catch (MaliciousCounterValueException _) {
            var data = answer.credential().getResponse().getAuthenticatorData().getBytes();
            return Integer.toUnsignedLong(ByteBuffer.wrap(data).getInt(FLAGS + 1));
        }
    }

    private PublicKeyCredentialCreationOptions creation() {
        return operations.createPublicKeyCredentialCreationOptions(
                new ImmutablePublicKeyCredentialCreationOptionsRequest(PERSON));
    }

    private PublicKeyCredentialRequestOptions request() {
        return operations.createCredentialRequestOptions(new ImmutablePublicKeyCredentialRequestOptionsRequest(PERSON));
    }

    private static <T> T called(Call call, Supplier<T> work) {
        try {
            return CurrentKeyring.during(call, work);
        } catch (WebAuthnException | JacksonException | IllegalArgumentException e) {
            log.debug("An authenticator's answer is refused: {}", e.toString());
            throw new PasskeyError.NotAccepted();
        }
    }

    private Passkey passkey(CredentialRecord made, String name) {
        var credentialId = made.getCredentialId().toBase64UrlString();
        var attestation = made.getAttestationObject();
        if (attestation == null) {
            throw new PasskeyError.NotAccepted();
        }
        return new Passkey(
                Passkey.idOf(credentialId),
                credentialId,
                name,
                new Bytes(made.getPublicKey().getBytes()).toBase64UrlString(),
                attestation.toBase64UrlString(),
                made.getSignatureCount(),
                names(made.getTransports()),
                made.isBackupEligible(),
                clock.instant(),
                null);
    }

    /** What a browser calls a transport is its own business; of what it says only a little is kept. */
    private static Set<String> names(Set<AuthenticatorTransport> transports) {
        return transports.stream()
                .map(AuthenticatorTransport::getValue)
                .filter(name -> name.matches("[a-z-]{1,20}"))
                .limit(AuthenticatorTransport.values().length)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isUserVerified(Answer.Signed answer) {
        var data = answer.credential().getResponse().getAuthenticatorData().getBytes();
        return (data[FLAGS] & USER_VERIFIED) != 0;
    }

    private static Map<String, Object> json(Object options) {
        return Answer.JSON.convertValue(options, new TypeReference<>() {});
    }
}
