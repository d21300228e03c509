package io.aman.session.access;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;

import io.aman.platform.problem.Problem;
import io.aman.session.access.AccessError.BeyondOwnPermissions;
import io.aman.session.access.AccessError.BuiltInRole;
import io.aman.session.access.AccessError.ImpersonationNotFound;
import io.aman.session.access.AccessError.ImpersonationOver;
import io.aman.session.access.AccessError.LastAdministrator;
import io.aman.session.access.AccessError.NotImpersonable;
import io.aman.session.access.AccessError.OwnAccount;
import io.aman.session.access.AccessError.RoleNotFound;
import io.aman.session.access.AccessError.RolesTooLarge;
import io.aman.session.access.AccessError.UnlockUnavailable;
import io.aman.session.access.AccessError.UserNotFound;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class AccessProblems {

    @ExceptionHandler
    ProblemDetail handle(AccessError error) {
        return switch (error) {
            case UserNotFound e -> Problem.of(NOT_FOUND, "user-not-found", e);
            case RoleNotFound e -> Problem.of(NOT_FOUND, "role-not-found", e);
            case ImpersonationNotFound e -> Problem.of(NOT_FOUND, "impersonation-not-found", e);
            case ImpersonationOver e -> Problem.of(CONFLICT, "impersonation-over", e);
            case OwnAccount e -> Problem.of(CONFLICT, "own-account", e);
            case LastAdministrator e -> Problem.of(CONFLICT, "last-administrator", e);
            case BeyondOwnPermissions e -> Problem.of(FORBIDDEN, "beyond-own-permissions", e);
            case BuiltInRole e -> Problem.of(CONFLICT, "built-in-role", e);
            case RolesTooLarge e -> Problem.of(CONFLICT, "roles-too-large", e);
            case NotImpersonable e -> Problem.of(CONFLICT, "not-impersonable", e);
            case UnlockUnavailable e -> Problem.of(SERVICE_UNAVAILABLE, "unlock-unavailable", e);
        };
    }
}
