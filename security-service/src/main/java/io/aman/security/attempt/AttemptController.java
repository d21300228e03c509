package io.aman.security.attempt;

import io.aman.platform.Ids;
import io.aman.platform.security.RequirePermissions;
import io.aman.security.challenge.Challenge;
import io.aman.security.challenge.Challenger;
import io.aman.security.lockout.Lockouts;
import io.aman.security.lockout.Reservation;
import io.aman.security.reputation.AddressRules;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
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
    private final Challenger challenger;

    AttemptController(Lockouts lockouts, AddressRules rules, Challenger challenger) {
        this.lockouts = lockouts;
        this.rules = rules;
        this.challenger = challenger;
    }

    /**
     * Who wants to try.
     *
     * @param accountKey a keyed hash of what was typed as the account, never the text itself
     * @param address the client's address as the gateway saw it
     * @param deviceKey a keyed hash of the proof that the client is a device which this account's owner trusts
     * @param solution of a challenge that was due before
     */
    record Attempt(
            @NotBlank @Size(max = 128) String accountKey,
            @NotBlank @Size(max = 45) String address,
            @Nullable @Size(min = 1, max = 128) String deviceKey,
            @Nullable @Size(min = 1, max = 4096) String solution) {

        @Override
        public String toString() {
            return "Attempt[***]";
        }
    }

    /**
     * @param attemptId names the attempt in the event that tells how it ended
     * @param retryAfterSeconds only where it is denied; at least 1
     * @param lockedUntil where the account is locked, or will be unless this attempt succeeds
     * @param challenge only where one is due: the attempt may be made again with its solution
     */
    record Answer(
            String attemptId,
            Decision decision,
            @Nullable Long retryAfterSeconds,
            @Nullable Instant lockedUntil,
            @Nullable Challenge challenge) {}

    enum Decision {
        ALLOW,
        CHALLENGE,
        DENY
    }

    @PostMapping("/internal/login-attempts")
    @RequirePermissions("security.attempt")
    Answer reserve(@Valid @RequestBody Attempt attempt) {
        var id = Ids.random("att_");
        return switch (reservation(id, attempt)) {
            case Reservation.Granted granted -> new Answer(id, Decision.ALLOW, null, granted.lockedUntil(), null);
            case Reservation.ChallengeDue _ ->
                new Answer(
                        id,
                        Decision.CHALLENGE,
                        null,
                        null,
                        challenger.challenge(attempt.accountKey(), attempt.address()));
            case Reservation.Denied denied ->
                new Answer(id, Decision.DENY, wholeSeconds(denied.retryAfter()), denied.lockedUntil(), null);
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

    private Reservation reservation(String id, Attempt attempt) {
        try {
            return rules.blockedFor(attempt.address())
                    .<Reservation>map(Reservation.Denied::new)
                    .orElseGet(() -> lockouts.reserve(wish(id, attempt), () -> isSolved(attempt)));
        } catch (IllegalArgumentException _) {
            throw new AttemptError.AddressUnreadable();
        }
    }

    private Lockouts.Wish wish(String id, Attempt attempt) {
        return new Lockouts.Wish(
                id, attempt.accountKey(), attempt.address(), attempt.deviceKey(), rules.isAllowed(attempt.address()));
    }

    private boolean isSolved(Attempt attempt) {
        var solution = attempt.solution();
        return solution != null && challenger.accepts(solution, attempt.accountKey(), attempt.address());
    }

    private static long wholeSeconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }
}
