package io.aman.platform.security;

import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** How a caller hears that it takes a fresh sign-in. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class FreshSignInProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(StepUpRequired error) {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer error=\"insufficient_user_authentication\", acr_values=\"%s\", max_age=%d"
                                .formatted(error.level(), error.maxAge().toSeconds()))
                .body(Problem.of(HttpStatus.UNAUTHORIZED, "step-up-required", String.valueOf(error.getMessage())));
    }

    @ExceptionHandler
    ProblemDetail handle(ImpersonationNotAllowed error) {
        return Problem.of(HttpStatus.FORBIDDEN, "impersonation-not-allowed", String.valueOf(error.getMessage()));
    }
}
