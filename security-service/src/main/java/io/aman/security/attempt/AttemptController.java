package io.aman.security.attempt;

import io.aman.platform.Ids;
import io.aman.platform.security.RequirePermissions;
import io.aman.security.lockout.Lockouts;
import io.aman.security.lockout.Reservation;
import io.aman.security.reputation.AddressRules;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Asked by session-service before it verifies a password; never reached from outside. */
@RestController
class AttemptController {

    private final Lockouts lockouts;
    private final AddressRules rules;

    AttemptController(Lockouts lockouts, AddressRules rules) {
        this.lockouts = lockouts;
        this.rules = rules;
    }

    /**
     * Who wants to try.
     *
     * @param accountKey a keyed hash of what was typed as the account, never the text itself
     * @param address the client's address as the gateway saw it
     * @param deviceKey a keyed hash of the proof that the client is a device which this account's owner trusts
     */
    record Attempt(
            @NotBlank @Size(max = 128) String accountKey,
            @NotBlank @Size(max = 45) String address,
            @Nullable @Size(min = 1, max = 128) String deviceKey) {}

    /**
     * @param attemptId names the attempt in the event that tells how it ended
     * @param retryAfterSeconds only where it is denied; at least 1
     */
    record Answer(
            String attemptId, Decision decision, @Nullable Long retryAfterSeconds) {}

    enum Decision {
        ALLOW,
        DENY
    }

    @PostMapping("/internal/login-attempts")
    @RequirePermissions("security.attempt")
    Answer reserve(@Valid @RequestBody Attempt attempt) {
        var id = Ids.random("att_");
        return switch (reservation(attempt)) {
            case Reservation.Granted _ -> new Answer(id, Decision.ALLOW, null);
            case Reservation.Denied denied -> new Answer(id, Decision.DENY, wholeSeconds(denied.retryAfter()));
        };
    }

    /** An attempt that was allowed could not be verified, as the directory was away: it no longer counts. */
    @PostMapping("/internal/login-attempts/unverified")
    @RequirePermissions("security.attempt")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void giveBack(@Valid @RequestBody Attempt attempt) {
        try {
            lockouts.giveBackUnverified(attempt.accountKey(), attempt.address(), attempt.deviceKey());
        } catch (IllegalArgumentException _) {
            throw new AttemptError.AddressUnreadable();
        }
    }

    private Reservation reservation(Attempt attempt) {
        try {
            return rules.blockedFor(attempt.address())
                    .<Reservation>map(Reservation.Denied::new)
                    .orElseGet(() -> lockouts.reserve(attempt.accountKey(), attempt.address(), attempt.deviceKey()));
        } catch (IllegalArgumentException _) {
            throw new AttemptError.AddressUnreadable();
        }
    }

    private static long wholeSeconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }
}
