package io.aman.session.access;

import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.aman.session.session.Origin;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/admin")
class ImpersonationController {

    record ImpersonateRequest(@NotNull String reason) {}

    /** @param expiresAt the end of the session; its tokens are replaced until then */
    record ImpersonationResponse(String sessionId, String token, Instant expiresAt) {

        static ImpersonationResponse of(Impersonations.Started started) {
            return new ImpersonationResponse(
                    started.sessionId(), started.token().reveal(), started.expiresAt());
        }

        @Override
        public String toString() {
            return "ImpersonationResponse[" + sessionId + "]";
        }
    }

    private final Impersonations impersonations;

    ImpersonationController(Impersonations impersonations) {
        this.impersonations = impersonations;
    }

    @PostMapping("/users/{id}/impersonate")
    @Operation(operationId = "impersonate", summary = "Acts as a person for an hour at most")
    @RequirePermissions(Impersonations.PERMISSION)
    @RequireFreshSignIn
    ImpersonationResponse impersonate(
            Caller caller,
            @PathVariable String id,
            @Valid @RequestBody ImpersonateRequest request,
            HttpServletRequest http) {
        var origin = new Origin(caller.address(), http.getHeader(HttpHeaders.USER_AGENT));
        return ImpersonationResponse.of(impersonations.start(id, caller, Reason.of(request.reason), origin));
    }

    /** The next token of an impersonation, for who began it. */
    @PostMapping("/impersonations/{sessionId}/renew")
    @Operation(operationId = "renewImpersonation", summary = "The next token of an impersonation, for who began it")
    @RequirePermissions(Impersonations.PERMISSION)
    ImpersonationResponse renew(Caller caller, @PathVariable String sessionId) {
        return ImpersonationResponse.of(impersonations.renew(sessionId, caller));
    }
}
