package io.aman.session.passkey;

import io.aman.events.Actor;
import io.aman.session.identity.User;
import io.aman.session.mfa.TrustedDevices;
import io.aman.session.passkey.Ceremony.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Makes a key at a person's authenticator one of theirs. */
final class RegisterPasskey {

    private final RelyingParty party;
    private final Ceremonies ceremonies;
    private final Keyrings keyrings;
    private final PasskeyEvents events;
    private final TrustedDevices devices;
    private final Duration lifetime;
    private final Clock clock;

    RegisterPasskey(
            RelyingParty party,
            Ceremonies ceremonies,
            Keyrings keyrings,
            PasskeyEvents events,
            TrustedDevices devices,
            Duration lifetime,
            Clock clock) {
        this.party = party;
        this.ceremonies = ceremonies;
        this.keyrings = keyrings;
        this.events = events;
        this.devices = devices;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** What the browser is to ask an authenticator for; good for one answer of this person. */
    Map<String, Object> options(User user) {
        var ring = keyrings.begun(user.id());
        var options = party.toRegister(ring, user.email().value());
        var until = clock.instant().plus(lifetime);
        ceremonies.begin(new Ceremony(options.challenge(), Kind.REGISTRATION, user.id(), null, until));
        return options.publicKey();
    }

    /**
     * Takes the answer, once.
     *
     * @throws PasskeyError.NotAccepted when it is none to what this person asked for a moment ago
     * @throws PasskeyError.AlreadyRegistered when the key is somebody's
     * @throws PasskeyError.TooMany when the person has as many as they may
     */
    Passkey register(String userId, PasskeyName name, Map<String, Object> credential, Actor by) {
        var answer = Answer.registered(credential);
        var ceremony = ceremonies
                .take(answer.challenge(), Kind.REGISTRATION)
                .filter(begun -> userId.equals(begun.userId()))
                .orElseThrow(PasskeyError.NotAccepted::new);
        var ring = keyrings.begun(userId);
        var credentialId = answer.credential().getRawId().toBase64UrlString();
        if (keyrings.knows(credentialId)) {
            throw new PasskeyError.AlreadyRegistered();
        }
        var key = party.registered(answer, ceremony.challenge(), ring, name.text());
        keyrings.change(userId, current -> current.with(key), events.changes(by));
        devices.forgetAll(userId, "factor-added");
        return key;
    }
}
