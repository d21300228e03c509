package io.aman.session.passkey;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;

/**
 * The keyring that a call of the library is about, which knows only stores of everybody's. What it would save is kept for
 * the caller, who decides what of that counts and stores it in one conditional write.
 */
final class CurrentKeyring implements UserCredentialRepository, PublicKeyCredentialUserEntityRepository {

    private static final ScopedValue<Call> CALL = ScopedValue.newInstance();

    /** What one call is about. */
    static final class Call {

        private final Keyring ring;
        private final String shown;
        private final @Nullable String challenge;
        private final boolean verifyUser;
        private @Nullable CredentialRecord saved;

        /**
         * @param shown what authenticators show as the person's name
         * @param challenge what was asked before; null to ask something new
         * @param verifyUser whether the authenticator must make sure who uses it
         */
        Call(Keyring ring, String shown, @Nullable String challenge, boolean verifyUser) {
            this.ring = ring;
            this.shown = shown;
            this.challenge = challenge;
            this.verifyUser = verifyUser;
        }

        @Nullable
        Bytes challenge() {
            return challenge == null ? null : Bytes.fromBase64(challenge);
        }

        boolean verifyUser() {
            return verifyUser;
        }

        /** What the library found to be true. */
        CredentialRecord saved() {
            return Objects.requireNonNull(saved, "the library has saved nothing");
        }

        private PublicKeyCredentialUserEntity person() {
            return ImmutablePublicKeyCredentialUserEntity.builder()
                    .id(Bytes.fromBase64(ring.handle()))
                    .name(shown)
                    .displayName(shown)
                    .build();
        }
    }

    static Call call() {
        return CALL.get();
    }

    static <T> T during(Call call, Supplier<T> work) {
        return ScopedValue.where(CALL, call).call(work::get);
    }

    @Override
    public void save(CredentialRecord record) {
        call().saved = record;
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes credentialId) {
        return call().ring
                .key(Passkey.idOf(credentialId.toBase64UrlString()))
                .map(CurrentKeyring::record)
                .orElse(null);
    }

    @Override
    public List<CredentialRecord> findByUserId(Bytes userId) {
        return call().ring.keys().stream().map(CurrentKeyring::record).toList();
    }

    @Override
    public PublicKeyCredentialUserEntity findById(Bytes id) {
        return call().person();
    }

    @Override
    public PublicKeyCredentialUserEntity findByUsername(String username) {
        return call().person();
    }

    @Override
    public void save(PublicKeyCredentialUserEntity entity) {
        throw new IllegalStateException("people come from the directory");
    }

    @Override
    public void delete(Bytes id) {
        throw new IllegalStateException("only the person removes a passkey");
    }

    private static CredentialRecord record(Passkey key) {
        return ImmutableCredentialRecord.builder()
                .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(Bytes.fromBase64(key.credentialId()))
                .userEntityUserId(Bytes.fromBase64(call().ring.handle()))
                .publicKey(new ImmutablePublicKeyCose(
                        Bytes.fromBase64(key.publicKey()).getBytes()))
                .signatureCount(key.signatures())
                .transports(transports(key.transports()))
                .backupEligible(key.synced())
                .attestationObject(Bytes.fromBase64(key.attestation()))
                .created(key.createdAt())
                .lastUsed(key.usedAt() == null ? key.createdAt() : key.usedAt())
                .label(key.name())
                .build();
    }

    private static Set<AuthenticatorTransport> transports(Set<String> names) {
        return names.stream().map(AuthenticatorTransport::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
