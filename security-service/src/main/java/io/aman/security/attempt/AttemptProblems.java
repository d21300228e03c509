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
        var message = String.valueOf(error.getMessage());
        return switch (error) {
            case AttemptError.AddressUnreadable _ -> Problem.of(HttpStatus.BAD_REQUEST, "invalid-request", message);
            case AttemptError.ActivityNotFound _ -> Problem.of(HttpStatus.NOT_FOUND, "activity-not-found", message);
            case AttemptError.NotAnswerable _ -> Problem.of(HttpStatus.CONFLICT, "activity-not-answerable", message);
            case AttemptError.StillToBeTold _ -> Problem.of(HttpStatus.CONFLICT, "erasure-unfinished", message);
        };
    }
}
