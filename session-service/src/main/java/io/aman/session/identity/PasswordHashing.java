package io.aman.session.identity;

import io.aman.platform.Ids;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Argon2id with m = 19 MiB, t = 2, p = 1, never on more threads at once than there are cores.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">OWASP Password
 *     Storage Cheat Sheet</a>
 */
public final class PasswordHashing {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int PARALLELISM = 1;
    private static final int MEMORY_KIB = 19456;
    private static final int ITERATIONS = 2;

    /** Passwords are chosen seldom: they get a fifth of the places in the queue on top of the others'. */
    private static final int CHOOSING_SHARE = 5;

    /** Every core and the whole queue are taken. */
    public static final class Busy extends RuntimeException {

        Busy() {
            super("no capacity to hash a password");
        }
    }

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, PARALLELISM, MEMORY_KIB, ITERATIONS);
    /** Apart, so that a flood of the ones leaves the others their places. */
    private final Semaphore verifying;

    private final Semaphore choosing;
    private final Semaphore cores;
    private final Duration patience;
    private final String decoy;

    /**
     * @param queue how many may wait for a core; the next one is told to come back
     * @param patience after this a waiting one is told to come back, too
     */
    public PasswordHashing(int cores, int queue, Duration patience) {
        this.cores = new Semaphore(cores, true);
        this.verifying = new Semaphore(cores + queue);
        this.choosing = new Semaphore(cores + queue / CHOOSING_SHARE);
        this.patience = patience;
        this.decoy = encode(Ids.random(""));
    }

    /** @throws Busy when too many wait already */
    public String hash(Password password) {
        return bounded(choosing, () -> encode(password.reveal()));
    }

    /** @throws Busy when too many wait already */
    public boolean matches(Password password, String hash) {
        return bounded(verifying, () -> argon2.matches(password.reveal(), hash));
    }

    /** A hash of the same parameters whose password nobody knows. */
    public String decoy() {
        return decoy;
    }

    private String encode(String password) {
        return Objects.requireNonNull(argon2.encode(password));
    }

    private <T> T bounded(Semaphore admitted, Supplier<T> work) {
        if (!admitted.tryAcquire()) {
            throw new Busy();
        }
        try {
            if (!cores.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Busy();
            }
            try {
                return work.get();
            } finally {
                cores.release();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Busy();
        } finally {
            admitted.release();
        }
    }
}
