package io.aman.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Enforces {@link RequireFreshSignIn}. */
final class FreshSignInInterceptor implements HandlerInterceptor {

    private final Clock clock;

    FreshSignInInterceptor(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var required =
                handler instanceof HandlerMethod method ? method.getMethodAnnotation(RequireFreshSignIn.class) : null;
        if (required != null) {
            var maxAge = Duration.ofSeconds(required.maxAgeSeconds());
            Callers.current(request)
                    .orElseThrow(() -> new StepUpRequired(maxAge, required.acr()))
                    .requireFreshSignIn(maxAge, required.acr(), clock.instant());
        }
        return true;
    }
}
