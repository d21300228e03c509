package io.aman.session.mfa.totp;

import io.aman.events.AccountEvent;
import io.aman.platform.Ids;
import io.aman.platform.Secret;
import io.aman.platform.security.Caller;
import io.aman.platform.write.Change;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.User;
import io.aman.session.mfa.Authenticator;
import io.aman.session.mfa.FactorEvents;
import io.aman.session.mfa.FactorName;
import io.aman.session.mfa.FactorRecords;
import io.aman.session.mfa.FactorRemoval;
import io.aman.session.mfa.Factors;
import io.aman.session.mfa.MfaError.FactorInvalid;
import io.aman.session.mfa.MfaError.FactorNotFound;
import io.aman.session.mfa.MfaError.TooManyFactors;
import io.aman.session.mfa.TrustedDevices;
import io.aman.session.token.StoredSecrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Adds and removes authenticators. */
final class EnrolTotp {

    /**
     * More would make guessing easier: ten guesses hit one of three codes of each of three with a probability below 1e-4.
     */
    static final int MOST = 3;

    /** So long one that was never confirmed waits. */
    static final Duration TO_CONFIRM = Duration.ofMinutes(15);

    /** @param uri what the app reads */
    record Begun(String id, String name, Seed seed, Secret uri, Instant confirmBefore) {}

    private final Totp totp;
    private final String issuer;
    private final FactorRecords records;
    private final FactorRemoval removal;
    private final FactorEvents events;
    private final TrustedDevices devices;
    private final StoredSecrets secrets;
    private final IdentityProvider identity;
    private final Clock clock;

    EnrolTotp(
            Totp totp,
            String issuer,
            FactorRecords records,
            FactorRemoval removal,
            FactorEvents events,
            TrustedDevices devices,
            StoredSecrets secrets,
            IdentityProvider identity,
            Clock clock) {
        this.totp = totp;
        this.issuer = issuer;
        this.records = records;
        this.removal = removal;
        this.events = events;
        this.devices = devices;
        this.secrets = secrets;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * Makes a seed that counts for nothing yet; one that waited before is void.
     *
     * @throws TooManyFactors when the person has as many as they may
     */
    Begun begin(Caller caller, FactorName name) {
        var user = identity.find(caller.userId()).filter(User::enabled).orElseThrow(FactorNotFound::new);
        var seed = Seed.random();
        var id = Ids.random("totp_");
        var at = Factors.stored(clock.instant());
        var sealed = secrets.seal(seed.base32(), Factors.seedContext(user.id(), id));
        return records.change(user.id(), before -> {
            var next = new ArrayList<>(before.confirmed().toList());
            if (next.size() >= MOST) {
                throw new TooManyFactors(MOST);
            }
            next.add(Authenticator.added(id, name.text(), sealed, at));
            var uri = seed.uri(issuer, user.email().value());
            return Change.silent(before.with(next), new Begun(id, name.text(), seed, uri, at.plus(TO_CONFIRM)));
        });
    }

    /**
     * Has it count from now on. Where guesses had disabled the person's authenticators, it takes their place.
     *
     * @throws FactorNotFound when none of that id waits
     * @throws FactorInvalid when the code is not one of its current ones
     */
    Authenticator confirm(Caller caller, String id, Secret code) {
        var now = Factors.stored(clock.instant());
        var confirmed = records.change(caller.userId(), before -> confirmed(before, id, code, caller, now));
        devices.forgetAll(caller.userId(), "factor-added");
        return confirmed;
    }

    private Change<Factors, AccountEvent, Authenticator> confirmed(
            Factors before, String id, Secret code, Caller caller, Instant now) {
        var userId = before.userId();
        var waiting = before.authenticator(id)
                .filter(one -> !one.isConfirmed() && now.isBefore(one.addedAt().plus(TO_CONFIRM)))
                .orElseThrow(FactorNotFound::new);
        var seed = new Seed(secrets.open(waiting.seed(), Factors.seedContext(userId, id)));
        var step = totp.stepOf(code.reveal(), seed.bytes(), waiting.step(), now);
        var confirmed = waiting.confirmed(now, step.orElseThrow(FactorInvalid::new));
        var told = new ArrayList<AccountEvent>();
        var next = before.with(confirmed);
        if (before.guesses().isDisabled(TotpFactor.KIND)) {
            before.confirmed()
                    .forEach(one -> told.add(events.removed(userId, TotpFactor.KIND, one.name(), now, caller.actor())));
            next = before.with(List.of(confirmed)).withGuesses(before.guesses().allowedAgain(TotpFactor.KIND));
        }
        told.add(events.added(userId, TotpFactor.KIND, confirmed.name(), now, caller.actor()));
        return new Change<>(next, told, confirmed);
    }

    /** @throws FactorNotFound when the caller has none of that id */
    void remove(Caller caller, String id) {
        removal.remove(caller, TotpFactor.KIND, before -> {
            var gone =
                    before.authenticator(id).filter(Authenticator::isConfirmed).orElseThrow(FactorNotFound::new);
            var left = before.authenticators().stream()
                    .filter(one -> !one.id().equals(id))
                    .toList();
            return new FactorRemoval.Removed(before.with(left), gone.name());
        });
    }
}
