package io.aman.session.unlock;

import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnlockProblems {

    private static final String RETRY_AFTER_SECONDS = "1";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(UnlockError error) {
        var message = String.valueOf(error.getMessage());
        return switch (error) {
            case UnlockError.LinkInvalid _ ->
                ResponseEntity.badRequest().body(Problem.of(HttpStatus.BAD_REQUEST, "link-invalid", message));
            case UnlockError.Unavailable _ ->
                ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                        .body(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "login-unavailable", message));
        };
    }
}
