package io.aman.session.oauth2;

import io.aman.platform.problem.Problem;
import io.aman.session.oauth2.OAuthError.InvalidClient;
import io.aman.session.oauth2.OAuthError.InvalidForm;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Problem documents that say {@code error} as well, which clients of OAuth read (RFC 6749, section 5.2). */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class OAuthProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(OAuthError error) {
        return switch (error) {
            case InvalidClient e ->
                ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"oauth2\", charset=\"UTF-8\"")
                        .body(problem(HttpStatus.UNAUTHORIZED, "invalid-client", "invalid_client", e));
            case InvalidForm e ->
                ResponseEntity.badRequest()
                        .body(problem(HttpStatus.BAD_REQUEST, "invalid-request", "invalid_request", e));
        };
    }

    private static ProblemDetail problem(HttpStatus status, String slug, String error, OAuthError cause) {
        var problem = Problem.of(status, slug, String.valueOf(cause.getMessage()));
        problem.setProperty("error", error);
        return problem;
    }
}
