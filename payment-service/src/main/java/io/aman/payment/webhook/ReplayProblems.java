package io.aman.payment.webhook;

import io.aman.payment.webhook.ReplayError.InvalidSelection;
import io.aman.payment.webhook.ReplayError.NotFound;
import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ReplayProblems {

    @ExceptionHandler
    ProblemDetail handle(ReplayError error) {
        var detail = String.valueOf(error.getMessage());
        return switch (error) {
            case NotFound _ -> Problem.of(HttpStatus.NOT_FOUND, "replay-not-found", detail);
            case InvalidSelection _ -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-selection", detail);
        };
    }
}
