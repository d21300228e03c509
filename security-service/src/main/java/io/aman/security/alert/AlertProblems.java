package io.aman.security.alert;

import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class AlertProblems {

    @ExceptionHandler
    ProblemDetail handle(AlertError error) {
        var message = String.valueOf(error.getMessage());
        return switch (error) {
            case AlertError.NotFound _ -> Problem.of(HttpStatus.NOT_FOUND, "alert-not-found", message);
            case AlertError.NotInState _ -> Problem.of(HttpStatus.CONFLICT, "alert-not-open", message);
        };
    }
}
