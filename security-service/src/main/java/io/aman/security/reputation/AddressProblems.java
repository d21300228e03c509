package io.aman.security.reputation;

import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class AddressProblems {

    @ExceptionHandler
    ProblemDetail handle(AddressError error) {
        var message = String.valueOf(error.getMessage());
        return switch (error) {
            case AddressError.InvalidNetwork _ -> unprocessable("invalid-network", message);
            case AddressError.AlreadyExpired _ -> unprocessable("already-expired", message);
            case AddressError.RuleNotFound _ -> Problem.of(HttpStatus.NOT_FOUND, "address-rule-not-found", message);
            case AddressError.FeedNotFound _ -> Problem.of(HttpStatus.NOT_FOUND, "feed-not-found", message);
        };
    }

    private static ProblemDetail unprocessable(String slug, String message) {
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, slug, message);
    }
}
