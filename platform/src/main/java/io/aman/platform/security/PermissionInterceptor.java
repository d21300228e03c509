package io.aman.platform.security;

import io.aman.platform.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Enforces {@link RequirePermissions}. */
final class PermissionInterceptor implements HandlerInterceptor {

    private final ProblemWriter problems;

    PermissionInterceptor(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        var required =
                handler instanceof HandlerMethod method ? method.getMethodAnnotation(RequirePermissions.class) : null;
        if (required == null || Arrays.stream(required.value()).allMatch(PermissionInterceptor::granted)) {
            return true;
        }
        problems.write(
                response,
                HttpStatus.FORBIDDEN,
                "permission-missing",
                "Needs " + String.join(" and ", required.value()) + ".");
        return false;
    }

    private static boolean granted(String permission) {
        return SecurityContextHolder.getContext().getAuthentication() instanceof BearerTokenFilter.Authenticated caller
                && caller.token().permits(permission);
    }
}
