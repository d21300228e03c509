package io.aman.session.access;

import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.aman.session.access.AdministerFactors.Standing;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What administrators do with people's second factors. */
@RestController
@RequestMapping("/api/admin/users")
class FactorAdministrationController {

    record FactorReasonRequest(@NotNull String reason) {}

    /**
     * @param required whether a policy demands a second factor of them
     * @param lacking whether they have none all the same
     * @param factors the kinds they may be asked for
     */
    record StandingResponse(
            String id,
            String email,
            String name,
            Set<String> roles,
            boolean enabled,
            boolean required,
            boolean lacking,
            List<String> factors) {

        static StandingResponse of(Standing standing) {
            var user = standing.user();
            return new StandingResponse(
                    user.id(),
                    user.email().value(),
                    user.name(),
                    new TreeSet<>(user.roles()),
                    user.enabled(),
                    standing.required(),
                    standing.lacking(),
                    List.copyOf(standing.kinds()));
        }
    }

    /** @param availableAt from when on the link counts that the owner was sent */
    record RecoveryResponse(Instant availableAt) {}

    private final AdministerFactors factors;

    FactorAdministrationController(AdministerFactors factors) {
        this.factors = factors;
    }

    /** @param lacking only those who lack a second factor that is demanded of them */
    @GetMapping("/factors")
    @Operation(
            operationId = "listFactors",
            summary = "People and their second factors; a page may be short, and has a cursor while there is more")
    @RequirePermissions("user.admin")
    Page<StandingResponse> page(
            @RequestParam(defaultValue = "false") boolean lacking,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        var page = factors.page(lacking, limit, cursor);
        return new Page<>(page.items().stream().map(StandingResponse::of).toList(), page.nextCursor());
    }

    @DeleteMapping("/{id}/factors")
    @Operation(
            operationId = "resetFactors",
            summary = "Removes a person's second factors at once, ends their sessions and tells them")
    @RequirePermissions("user.admin")
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset(@PathVariable String id, @Valid @RequestBody FactorReasonRequest request, Caller caller) {
        factors.reset(id, caller, Reason.of(request.reason));
    }

    @PostMapping("/{id}/recovery")
    @Operation(
            operationId = "startRecovery",
            summary = "Sends a person a link that removes their second factors after a waiting time")
    @RequirePermissions("user.admin")
    @RequireFreshSignIn
    RecoveryResponse recover(@PathVariable String id, @Valid @RequestBody FactorReasonRequest request, Caller caller) {
        return new RecoveryResponse(factors.recover(id, caller, Reason.of(request.reason)));
    }

    @DeleteMapping("/{id}/recovery")
    @Operation(operationId = "stopRecovery", summary = "Stops a person's recovery before its link counts")
    @RequirePermissions("user.admin")
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancelRecovery(@PathVariable String id, Caller caller) {
        factors.cancelRecovery(id, caller);
    }
}
