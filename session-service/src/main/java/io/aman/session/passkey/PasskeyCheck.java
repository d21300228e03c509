package io.aman.session.passkey;

import io.aman.session.passkey.Ceremony.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets people prove by a passkey who they are. */
public final class PasskeyCheck {

    /**
     * Somebody has proved who they are.
     *
     * @param methods names of RFC 8176: {@code hwk} for a key that cannot leave its device, {@code swk} for one that may;
     *     {@code user} for their presence; {@code mfa} where the authenticator has made sure who it is, so that the key is
     *     one factor and what it asks for another
     */
    public record Proved(String userId, List<String> methods) {

        public Proved {
            methods = List.copyOf(methods);
        }
    }

    private final RelyingParty party;
    private final Ceremonies ceremonies;
    private final Keyrings keyrings;
    private final PasskeyEvents events;
    private final Duration lifetime;
    private final Clock clock;

    PasskeyCheck(
            RelyingParty party,
            Ceremonies ceremonies,
            Keyrings keyrings,
            PasskeyEvents events,
            Duration lifetime,
            Clock clock) {
        this.party = party;
        this.ceremonies = ceremonies;
        this.keyrings = keyrings;
        this.events = events;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** What the browser asks whoever sits there for; the same for everybody, and good for one answer. */
    public Map<String, Object> optionsToSignIn() {
        var options = party.toSign(null);
        ceremonies.begin(new Ceremony(options.challenge(), Kind.SIGN_IN, null, null, until()));
        return options.publicKey();
    }

    /**
     * Who signs in with a passkey alone; their authenticator has made sure that it is them.
     *
     * @return empty whatever is wrong
     */
    public Optional<Proved> signIn(Map<String, Object> credential) {
        return Answer.signed(credential)
                .flatMap(answer -> ceremonies
                        .take(answer.challenge(), Kind.SIGN_IN)
                        .flatMap(begun -> ring(answer).flatMap(ring -> used(answer, begun, ring, true))));
    }

    private Optional<Keyring> ring(Answer.Signed answer) {
        return Optional.ofNullable(answer.handle()).flatMap(keyrings::byHandle);
    }

    boolean hasKeys(String userId) {
        return keyrings.of(userId).filter(ring -> !ring.keys().isEmpty()).isPresent();
    }

    /**
     * What the browser asks this person for, as the second factor of one sign-in or step-up.
     *
     * @param challengeId of no other one
     * @return empty when they have no passkey
     */
    public Optional<Map<String, Object>> optionsFor(String userId, String challengeId) {
        return keyrings.of(userId).filter(ring -> !ring.keys().isEmpty()).map(ring -> {
            var options = party.toSign(ring);
            ceremonies.begin(new Ceremony(options.challenge(), Kind.SECOND_FACTOR, userId, challengeId, until()));
            return options.publicKey();
        });
    }

    /** Whether this is the answer of one of the person's passkeys to what was asked for that sign-in. */
    Optional<Proved> secondFactor(String userId, String challengeId, Map<String, Object> credential) {
        return Answer.signed(credential)
                .flatMap(answer -> ceremonies
                        .take(answer.challenge(), Kind.SECOND_FACTOR)
                        .filter(begun -> userId.equals(begun.userId()) && challengeId.equals(begun.challengeId()))
                        .flatMap(begun -> keyrings.of(userId).flatMap(ring -> used(answer, begun, ring, false))));
    }

    private Optional<Proved> used(Answer.Signed answer, Ceremony begun, Keyring ring, boolean verifyUser) {
        return party.signed(answer, begun.challenge(), ring, verifyUser)
                .filter(signature -> counts(ring.userId(), signature))
                .map(signature -> new Proved(ring.userId(), methods(signature)));
    }

    /** Whether the key is still the person's and nobody has a copy, as of the write that notes its use. */
    private boolean counts(String userId, RelyingParty.Signature signature) {
        var key = signature.key();
        try {
            keyrings.change(
                    userId, ring -> ring.used(key.id(), signature.count(), clock.instant()), PasskeyEvents::nothing);
            return true;
        } catch (PasskeyError.Copied _) {
            keyrings.tell(userId, events.copied(userId, key.name()));
            return false;
        } catch (PasskeyError.NotFound _) {
            return false;
        }
    }

    private static List<String> methods(RelyingParty.Signature signature) {
        var kind = signature.key().synced() ? "swk" : "hwk";
        return signature.userVerified() ? List.of(kind, "user", "mfa") : List.of(kind, "user");
    }

    private Instant until() {
        return clock.instant().plus(lifetime);
    }
}
