package io.aman.security.lockout;

import io.aman.platform.security.RequirePermissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Asked by session-service when an administrator unlocks an account; never reached from outside. */
@RestController
class ReleaseController {

    /** @param accountKey the keyed hash under which attempts are counted */
    record Release(@NotBlank @Size(max = 128) String accountKey) {}

    private final Lockouts lockouts;
    private final Clock clock;

    ReleaseController(Lockouts lockouts, Clock clock) {
        this.lockouts = lockouts;
        this.clock = clock;
    }

    /** Attempts up to now no longer count; what is tried afterwards does. An account that was never counted is nothing. */
    @PostMapping("/internal/lockouts/release")
    @RequirePermissions("security.attempt")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@Valid @RequestBody Release release) {
        lockouts.giveBack(release.accountKey(), clock.instant());
    }
}
