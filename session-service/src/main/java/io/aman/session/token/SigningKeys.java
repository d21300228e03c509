package io.aman.session.token;

import com.nimbusds.jose.jwk.JWKSet;
import io.aman.events.AccessEvent.SigningKeyRotated;
import io.aman.events.Actor;
import io.aman.session.token.SigningKeyStore.Stored;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The keys of this installation, the same in every instance, in memory; {@link KeyRotation} keeps them up to date.
 *
 * <p>A key is published well before it signs, and as long after its last signature as a token lives, so that nobody who
 * verifies tokens ever misses one. Instances agree by what is stored and by their clocks alone.
 */
final class SigningKeys {

    private record Loaded(KeyRing ring, Map<String, SigningKey> opened, Instant at) {

        SigningKey open(Stored key) {
            return Objects.requireNonNull(opened.get(key.keyId()));
        }
    }

    private static final Actor SCHEDULE = Actor.system("key-rotation");
    private static final Actor RESTORE = Actor.system("restore");

    private final SigningKeyStore store;
    private final KeyVault vault;
    private final KeyTimes times;
    private final Clock clock;

    private volatile Loaded loaded;

    private SigningKeys(SigningKeyStore store, KeyVault vault, KeyTimes times, Clock clock) {
        this.store = store;
        this.vault = vault;
        this.times = times;
        this.clock = clock;
        this.loaded = load(Map.of());
    }

    /**
     * Opens the keys, and makes the first one in a new installation.
     *
     * @throws IllegalStateException when a stored key does not open: a wrong key-encryption key must stop the start, as
     *     new keys would end every session
     */
    static SigningKeys open(SigningKeyStore store, KeyVault vault, KeyTimes times, Clock clock) {
        if (store.all().isEmpty()) {
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            store.offer(stored(vault, SigningKey.generate(), 1, now, now, now), null);
        }
        return new SigningKeys(store, vault, times, clock);
    }

    /** The one to sign with now. */
    SigningKey signing() {
        var now = clock.instant();
        if (loaded.at.plus(times.trusted()).isBefore(now)) {
            reload();
        }
        var held = loaded;
        return held.open(held.ring.signing(now));
    }

    /** Public halves only. */
    JWKSet published() {
        var held = loaded;
        return new JWKSet(held.ring.published(clock.instant()).stream()
                .map(key -> held.open(key).publicHalf())
                .toList());
    }

    /** Looks for what other instances have done. */
    void reload() {
        loaded = load(loaded.opened);
    }

    /** Makes the next key in good time, and forgets those that are long withdrawn. */
    void keepGoing() {
        reload();
        var now = clock.instant();
        if (!loaded.ring.newest().signsFrom().plus(times.lifetime()).isAfter(now.plus(times.publishedAhead()))) {
            rotate(SCHEDULE);
        }
        var remembered = loaded.ring.published(now.minus(KeyTimes.REMEMBERED));
        loaded.ring.keys().stream()
                .filter(key -> !remembered.contains(key))
                .forEach(key -> store.forget(key.generation()));
    }

    /**
     * Has tokens signed with another key, as soon as everybody who verifies them can know it; a key that is on its way
     * already is that key.
     */
    Stored rotate(Actor by) {
        reload();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var newest = loaded.ring.newest();
        if (newest.signsFrom().isAfter(now)) {
            return newest;
        }
        var signsFrom = now.plus(times.publishedAhead());
        var next = next(newest, now, signsFrom, signsFrom.plus(times.publishedAfter()));
        offer(next, by); // another instance may have been faster, and its key will do
        return loaded.ring.newest();
    }

    /**
     * Withdraws every key there is, for one may be known to somebody else: access tokens that were signed with them are
     * refused wherever the new set of keys arrives, and refreshing gives new ones.
     */
    Stored replaceAtOnce(Actor by) {
        while (true) {
            reload();
            var next = nextAtOnce();
            if (offer(next, by) || !loaded.ring.newest().signsFrom().isAfter(next.createdAt())) {
                return loaded.ring.newest(); // ours, or another instance did the same
            }
        }
    }

    /**
     * Withdraws the keys that were there when the database was restored: tokens that were made after the backup are
     * genuine by them, and nobody knows any more which of those were ended.
     */
    void withdrawBefore(Instant restoredAt) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var until = restoredAt.isBefore(now) ? restoredAt : now;
        while (loaded.ring.newest().createdAt().isBefore(until)) {
            offer(nextAtOnce(), RESTORE); // another instance may have been faster, and its key will do
        }
    }

    private Stored nextAtOnce() {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var since = now.minus(KeyTimes.SKEW); // on a clock that is late, too
        return next(loaded.ring.newest(), now, since, since);
    }

    private Stored next(Stored newest, Instant now, Instant signsFrom, Instant earlierUntil) {
        return stored(vault, SigningKey.generate(), newest.generation() + 1, now, signsFrom, earlierUntil);
    }

    private boolean offer(Stored key, Actor by) {
        var added = store.offer(key, new SigningKeyRotated(key.keyId(), key.signsFrom(), by));
        reload();
        return added;
    }

    private Loaded load(Map<String, SigningKey> known) {
        var at = clock.instant();
        var keys = store.all();
        var opened = new HashMap<String, SigningKey>();
        for (var key : keys) {
            var before = known.get(key.keyId());
            opened.put(key.keyId(), before == null ? open(key) : before);
        }
        return new Loaded(new KeyRing(keys), Map.copyOf(opened), at);
    }

    private SigningKey open(Stored key) {
        var opened = SigningKey.parse(key.keyId(), vault.open(key.keyId(), key.sealed()));
        vault.renewed(key.keyId(), key.sealed()).ifPresent(anew -> store.reseal(key, anew));
        return opened;
    }

    private static Stored stored(
            KeyVault vault, SigningKey key, int generation, Instant now, Instant signsFrom, Instant earlierUntil) {
        return new Stored(generation, key.id(), vault.seal(key.id(), key.toJson()), now, signsFrom, earlierUntil);
    }
}
