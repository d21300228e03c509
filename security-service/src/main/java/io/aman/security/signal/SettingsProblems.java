package io.aman.security.signal;

import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class SettingsProblems {

    @ExceptionHandler
    ProblemDetail handle(SettingsError error) {
        var message = String.valueOf(error.getMessage());
        return switch (error) {
            case SettingsError.InvalidThreshold _ ->
                Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-threshold", message);
            case SettingsError.DetectorNotFound _ -> Problem.of(HttpStatus.NOT_FOUND, "detector-not-found", message);
        };
    }
}
