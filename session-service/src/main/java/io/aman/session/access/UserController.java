package io.aman.session.access;

import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.User;
import io.aman.session.session.LiveSessions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/admin/users")
class UserController {

    record ReasonRequest(@NotNull String reason) {}

    record RolesRequest(
            @NotNull @Size(max = AdministerUsers.MAX_ROLES) Set<@NotNull String> roles,
            @NotNull String reason) {}

    /** @param sessions how many of theirs are alive; told of one user, not in a list */
    record UserResponse(
            String id,
            String email,
            String name,
            String language,
            Set<String> roles,
            boolean enabled,
            @Nullable Long sessions) {

        static UserResponse of(User user, @Nullable Long sessions) {
            return new UserResponse(
                    user.id(),
                    user.email().value(),
                    user.name(),
                    user.language(),
                    new TreeSet<>(user.roles()),
                    user.enabled(),
                    sessions);
        }
    }

    private final IdentityProvider identity;
    private final LiveSessions live;
    private final AdministerUsers users;

    UserController(IdentityProvider identity, LiveSessions live, AdministerUsers users) {
        this.identity = identity;
        this.live = live;
        this.users = users;
    }

    /** @param q the beginning of an e-mail address, or a whole id */
    @GetMapping
    @Operation(operationId = "searchUsers", summary = "People by the beginning of their e-mail address, or by id")
    @RequirePermissions("user.admin")
    Page<UserResponse> search(
            @RequestParam(required = false) @Size(max = 254) @Nullable String q,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        var found = identity.search(q, limit, cursor);
        return new Page<>(
                found.items().stream().map(user -> UserResponse.of(user, null)).toList(), found.nextCursor());
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getUser", summary = "A person, and how many sessions they have")
    @RequirePermissions("user.admin")
    UserResponse one(@PathVariable String id) {
        return identity.find(id)
                .map(user -> UserResponse.of(user, live.count(user.id())))
                .orElseThrow(AccessError.UserNotFound::new);
    }

    @PostMapping("/{id}/enable")
    @Operation(operationId = "enableUser", summary = "Opens an account again")
    @RequirePermissions("user.admin")
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void enable(Caller caller, @PathVariable String id, @Valid @RequestBody ReasonRequest request) {
        users.enable(id, caller, Reason.of(request.reason));
    }

    @PostMapping("/{id}/disable")
    @Operation(operationId = "disableUser", summary = "Closes an account and ends its sessions")
    @RequirePermissions("user.admin")
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disable(Caller caller, @PathVariable String id, @Valid @RequestBody ReasonRequest request) {
        users.disable(id, caller, Reason.of(request.reason));
    }

    @PostMapping("/{id}/unlock")
    @Operation(operationId = "unlockUser", summary = "Forgets the failed sign-ins of an account")
    @RequirePermissions("user.admin")
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unlock(Caller caller, @PathVariable String id, @Valid @RequestBody ReasonRequest request) {
        users.unlock(id, caller, Reason.of(request.reason));
    }

    @PostMapping("/{id}/password-reset")
    @Operation(operationId = "sendPasswordReset", summary = "Has the directory mail a link to choose a new password")
    @RequirePermissions("user.admin")
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void sendPasswordReset(Caller caller, @PathVariable String id, @Valid @RequestBody ReasonRequest request) {
        users.sendPasswordReset(id, caller, Reason.of(request.reason));
    }

    @PutMapping("/{id}/roles")
    @Operation(operationId = "changeUserRoles", summary = "Gives a person exactly these roles")
    @RequirePermissions("user.admin")
    @RequireFreshSignIn
    UserResponse changeRoles(Caller caller, @PathVariable String id, @Valid @RequestBody RolesRequest request) {
        users.changeRoles(id, request.roles, caller, Reason.of(request.reason));
        return one(id);
    }
}
