package io.aman.session.unlock;

import io.aman.events.AccountEvent;
import io.aman.events.Actor;
import io.aman.events.SuspicionEvent.SignInLocked;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.PasswordDirectory;
import io.aman.session.identity.User;
import io.aman.session.notice.NoticeSeal;
import io.aman.session.notice.SignedLinks;
import io.aman.session.session.OneUse;
import io.aman.session.session.People;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the owner of a locked account a link that opens it; a lock without an owner is over by itself. */
final class TellOwner implements LockNotices, Swept {

    private static final Logger log = LoggerFactory.getLogger(TellOwner.class);
    private static final int CONCURRENCY = 4;
    private static final int AT_ONCE = 100;

    private final MongoLocks locks;
    private final PasswordDirectory directory;
    private final People people;
    private final SignedLinks links;
    private final NoticeSeal seal;
    private final Duration lifetime;
    private final Clock clock;
    private final SweptWorkers workers;

    TellOwner(
            MongoLocks locks,
            PasswordDirectory directory,
            People people,
            SignedLinks links,
            NoticeSeal seal,
            UnlockProperties properties,
            Clock clock) {
        this.locks = locks;
        this.directory = directory;
        this.people = people;
        this.links = links;
        this.seal = seal;
        this.lifetime = properties.linkLifetime();
        this.clock = clock;
        this.workers = new SweptWorkers("locks", CONCURRENCY, properties.sweep(), this::tellLeftBehind);
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }

    @Override
    public void locked(EmailAddress email, String accountKey, Instant until, String address) {
        locks.add(email, accountKey, until, address, clock.instant())
                .ifPresent(lock -> workers.execute(() -> tell(lock)));
    }

    /** Takes up what an instance left behind that stopped, or that waits for the directory. */
    private void tellLeftBehind() {
        try {
            for (var taken = 0; taken < AT_ONCE; taken++) {
                var lock = locks.takeOne(clock.instant());
                if (lock.isEmpty()) {
                    return;
                }
                tell(lock.get());
            }
        } catch (RuntimeException e) {
            log.warn("The next sweep tells of locks: {}", e.toString());
        }
    }

    private void tell(MongoLocks.Lock lock) {
        try {
            if (lock.until().isAfter(clock.instant())) {
                directory
                        .withAddress(new EmailAddress(lock.email()))
                        .filter(User::enabled)
                        .ifPresent(owner -> tell(lock, owner));
            }
            locks.done(lock);
        } catch (IdentityUnavailable e) {
            log.warn("A lock waits for the directory: {}", e.getMessage());
        }
    }

    /** Once, though a crash had it done twice: the lock is spent with the event, in one write. */
    private void tell(MongoLocks.Lock lock, User owner) {
        var now = clock.instant();
        var expiresAt = now.plus(lifetime);
        var secrets = Map.of(AccountEvent.LINK, links.linkFor(owner.id(), expiresAt));
        var told = new SignInLocked(
                owner.id(),
                lock.until(),
                now,
                new Actor("system:lockout", lock.address(), null),
                seal.of(SignInLocked.class, owner.id(), now, secrets));
        people.spend(owner.id(), new OneUse(lock.id(), lock.until()), told);
    }
}
