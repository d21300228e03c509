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
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class AccessProblems {

    @ExceptionHandler
    ProblemDetail handle(AccessError error) {
        return switch (error) {
            case UserNotFound e -> problem(NOT_FOUND, "user-not-found", e);
            case RoleNotFound e -> problem(NOT_FOUND, "role-not-found", e);
            case ImpersonationNotFound e -> problem(NOT_FOUND, "impersonation-not-found", e);
            case ImpersonationOver e -> problem(CONFLICT, "impersonation-over", e);
            case OwnAccount e -> problem(CONFLICT, "own-account", e);
            case LastAdministrator e -> problem(CONFLICT, "last-administrator", e);
            case BeyondOwnPermissions e -> problem(FORBIDDEN, "beyond-own-permissions", e);
            case BuiltInRole e -> problem(CONFLICT, "built-in-role", e);
            case RolesTooLarge e -> problem(CONFLICT, "roles-too-large", e);
            case NotImpersonable e -> problem(CONFLICT, "not-impersonable", e);
            case UnlockUnavailable e -> problem(SERVICE_UNAVAILABLE, "unlock-unavailable", e);
        };
    }

    private static ProblemDetail problem(HttpStatus status, String slug, AccessError error) {
        return Problem.of(status, slug, String.valueOf(error.getMessage()));
    }
}
