package io.aman.session.recovery;

import io.aman.platform.Secret;
import io.aman.platform.security.Caller;
import io.aman.platform.security.ClientAddress;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RecoveryController {

    /** @param token what stands behind {@code #} in the link */
    record RecoverRequest(@NotNull Secret token) {}

    private final Recover recover;

    RecoveryController(Recover recover) {
        this.recover = recover;
    }

    @PostMapping("/api/auth/recovery")
    @Operation(
            operationId = "recover",
            summary =
                    "Removes the second factors of who holds the link, once its waiting time is over; signs nobody in")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void recover(@Valid @RequestBody RecoverRequest request, HttpServletRequest http) {
        recover.complete(request.token, ClientAddress.of(http));
    }

    @DeleteMapping("/api/mfa/recovery")
    @Operation(operationId = "cancelRecovery", summary = "Stops the recovery of the caller's own account")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(Caller caller) {
        recover.cancel(caller.userId(), caller.actor());
    }
}
