package io.aman.session.login;

import io.aman.platform.Ids;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, before anything is checked, whether a sign-in may be tried; parallel guesses are counted like others.
 *
 * <p>security-service decides. While it is away a stricter limit of our own does: never none.
 */
final class LoginGate {

    private static final Logger log = LoggerFactory.getLogger(LoginGate.class);

    private final SecurityServiceClient security;
    private final CircuitBreaker breaker;
    private final LocalLoginLimit local;

    LoginGate(SecurityServiceClient security, CircuitBreaker breaker, LocalLoginLimit local) {
        this.security = security;
        this.breaker = breaker;
        this.local = local;
    }

    /**
     * @param device at which the account's owner signed in before: it has attempts of its own
     * @param solution of a challenge that was due
     */
    Attempt reserve(String accountKey, String address, @Nullable KnownDevice device, @Nullable String solution) {
        try {
            return breaker.executeSupplier(() -> security.reserve(accountKey, address, device, solution));
        } catch (CallNotPermittedException _) {
            return reserveLocally(accountKey, address, device);
        } catch (SecurityServiceClient.Away e) {
            log.warn("security-service cannot be asked, the local limit decides: {}", e.getMessage());
            return reserveLocally(accountKey, address, device);
        }
    }

    /** From no known device. */
    Attempt reserve(String accountKey, String address) {
        return reserve(accountKey, address, null, null);
    }

    void succeeded(Attempt attempt) {
        local.succeeded(attempt.accountKey());
    }

    /** Nobody guessed, as nothing could be verified: an attempt that was allowed counts no longer. */
    void giveBack(Attempt attempt, String address) {
        if (!attempt.allowed()) {
            return;
        }
        if (attempt.local()) {
            local.giveBack(attempt.accountKey(), address, attempt.deviceKey());
            return;
        }
        try {
            breaker.executeRunnable(() -> security.giveBack(attempt.accountKey(), address, attempt.deviceKey()));
        } catch (CallNotPermittedException | SecurityServiceClient.Away e) {
            log.warn("An attempt that was not verified stays counted: {}", e.getMessage());
        }
    }

    /**
     * Forgets what was tried at an account, at security-service and here.
     *
     * @return false when security-service is away: nothing was lifted
     */
    boolean lift(String accountKey) {
        try {
            security.release(accountKey);
        } catch (SecurityServiceClient.Away e) {
            log.warn("security-service cannot be asked to lift a limit: {}", e.getMessage());
            return false;
        }
        lifted(accountKey);
        return true;
    }

    /** Forgets what was tried at an account here, as it was lifted elsewhere. */
    void lifted(String accountKey) {
        local.succeeded(accountKey);
    }

    private Attempt reserveLocally(String accountKey, String address, @Nullable KnownDevice device) {
        var allowed = local.reserve(accountKey, address, device == null ? null : device.key());
        return Attempt.local(Ids.random("att_"), accountKey, allowed, device);
    }
}
