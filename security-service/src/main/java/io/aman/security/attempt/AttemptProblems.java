package io.aman.security.attempt;

import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class AttemptProblems {

    @ExceptionHandler
    ProblemDetail handle(AttemptError error) {
        var slug = switch (error) {
            case AttemptError.AddressUnreadable _ -> "invalid-request";
        };
        return Problem.of(HttpStatus.BAD_REQUEST, slug, String.valueOf(error.getMessage()));
    }
}
