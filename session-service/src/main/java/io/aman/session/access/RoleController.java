package io.aman.session.access;

import io.aman.platform.security.Caller;
import io.aman.platform.security.Limits;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/admin/roles")
class RoleController {

    /**
     * What a role is to be.
     *
     * @param reason kept with the change
     * @param limits how much who has the role may ask for, where no other role of theirs allows more
     */
    record RoleRequest(
            @NotNull @Size(max = 200) Set<@NotNull String> permissions,
            @Nullable String reason,
            @Valid @Nullable LimitsBody limits) {

        Limits allowed() {
            return limits == null ? Limits.NONE : limits.limits();
        }
    }

    /** Each is absent where the role says nothing of it. */
    record LimitsBody(
            @Min(1) @Max(Limits.MAX_RATE) @Nullable Integer perSecond,
            @Min(1) @Max(Limits.MAX_RATE) @Nullable Integer perMinute,
            @Min(1) @Max(Limits.MAX_RATE) @Nullable Integer concurrency,
            @Min(1) @Max(Limits.MAX_QUOTA) @Nullable Long daily,
            @Min(1) @Max(Limits.MAX_QUOTA) @Nullable Long monthly) {

        private Limits limits() {
            return new Limits(
                    perSecond == null ? 0 : perSecond,
                    perMinute == null ? 0 : perMinute,
                    concurrency == null ? 0 : concurrency,
                    daily == null ? 0 : daily,
                    monthly == null ? 0 : monthly);
        }

        static @Nullable LimitsBody of(Limits limits) {
            return limits.equals(Limits.NONE)
                    ? null
                    : new LimitsBody(
                            said(limits.perSecond()),
                            said(limits.perMinute()),
                            said(limits.concurrency()),
                            said(limits.daily()),
                            said(limits.monthly()));
        }

        private static @Nullable Integer said(int limit) {
            return limit == 0 ? null : limit;
        }

        private static @Nullable Long said(long limit) {
            return limit == 0 ? null : limit;
        }
    }

    record RoleResponse(
            String name, Set<String> permissions, @Nullable LimitsBody limits) {

        static RoleResponse of(String name, RoleTable table) {
            return new RoleResponse(name, table.grantedBy(name), LimitsBody.of(table.limitsBy(name)));
        }
    }

    /** @param version raised by every change of any role */
    record RolesResponse(List<RoleResponse> items, long version) {}

    private final Roles roles;

    RoleController(Roles roles) {
        this.roles = roles;
    }

    @GetMapping
    @Operation(operationId = "listRoles", summary = "All roles and what they grant")
    @RequirePermissions("role.admin")
    RolesResponse all() {
        var table = roles.current();
        return new RolesResponse(
                table.grants().keySet().stream()
                        .map(name -> RoleResponse.of(name, table))
                        .toList(),
                table.version());
    }

    @GetMapping("/{name}")
    @Operation(operationId = "getRole", summary = "What a role grants")
    @RequirePermissions("role.admin")
    RoleResponse one(@PathVariable String name) {
        return response(name, roles.current());
    }

    /** Has the role grant and allow exactly these; a role that nobody defined before is added. */
    @PutMapping("/{name}")
    @Operation(
            operationId = "defineRole",
            summary = "Has a role grant exactly these permissions, and adds it where there was none")
    @RequirePermissions("role.admin")
    @RequireFreshSignIn
    RoleResponse define(Caller caller, @PathVariable String name, @Valid @RequestBody RoleRequest request) {
        var reason = request.reason == null ? null : Reason.of(request.reason).text();
        var authority = Authority.of(caller);
        var changed = roles.change(
                name,
                table -> {
                    authority.requireOver(table.grantedBy(name));
                    var added = new TreeSet<>(request.permissions);
                    added.removeAll(table.grantedBy(name));
                    authority.requireToGive(added);
                    return table.with(name, request.permissions, request.allowed());
                },
                caller.actor(reason));
        return response(name, changed);
    }

    /** People keep a deleted role; it grants nothing, unless somebody defines it again. */
    @DeleteMapping("/{name}")
    @Operation(operationId = "deleteRole", summary = "Deletes a role; people keep it, and it grants nothing")
    @RequirePermissions("role.admin")
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable String name) {
        var authority = Authority.of(caller);
        roles.change(
                name,
                table -> {
                    authority.requireOver(table.grantedBy(name));
                    return table.without(name);
                },
                caller.actor());
    }

    private static RoleResponse response(String name, RoleTable table) {
        if (!table.defines(name)) {
            throw new AccessError.RoleNotFound();
        }
        return RoleResponse.of(name, table);
    }
}
