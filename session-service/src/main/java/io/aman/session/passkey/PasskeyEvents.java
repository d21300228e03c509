package io.aman.session.passkey;

import io.aman.events.AccountEvent;
import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import io.aman.events.FactorEvent.FactorAdded;
import io.aman.events.FactorEvent.FactorRemoved;
import io.aman.events.FactorEvent.PasskeyCopied;
import io.aman.session.notice.NoticeSeal;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** What owners are told of their passkeys. */
final class PasskeyEvents {

    static final String KIND = "passkey";

    private final NoticeSeal seal;
    private final Clock clock;

    PasskeyEvents(NoticeSeal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /** Of what is there afterwards and was not before, and the other way round; a key that is used is nothing to tell. */
    Keyrings.Told changes(Actor by) {
        return (before, after) -> {
            var added = after.keys().stream()
                    .filter(key -> before.key(key.id()).isEmpty())
                    .map(key -> added(after.userId(), key.name(), by));
            var removed = before.keys().stream()
                    .filter(key -> after.key(key.id()).isEmpty())
                    .map(key -> removed(after.userId(), key.name(), by));
            return Stream.<DomainEvent>concat(added, removed).toList();
        };
    }

    /** Of a change that is no news. */
    static List<DomainEvent> nothing(Keyring before, Keyring after) {
        return List.of();
    }

    DomainEvent copied(String userId, String name) {
        var at = clock.instant();
        return new PasskeyCopied(userId, name, at, Actor.system("passkeys"), seal.of(PasskeyCopied.class, userId, at));
    }

    private AccountEvent added(String userId, String name, Actor by) {
        var at = clock.instant();
        return new FactorAdded(userId, KIND, name, at, by, seal.of(FactorAdded.class, userId, at));
    }

    private AccountEvent removed(String userId, String name, Actor by) {
        var at = clock.instant();
        return new FactorRemoved(userId, KIND, name, at, by, seal.of(FactorRemoved.class, userId, at));
    }
}
