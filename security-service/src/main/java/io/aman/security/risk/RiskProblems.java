package io.aman.security.risk;

import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RiskProblems {

    @ExceptionHandler
    ProblemDetail handle(RiskError error) {
        var message = String.valueOf(error.getMessage());
        return switch (error) {
            case RiskError.AddressUnreadable _ -> Problem.of(HttpStatus.BAD_REQUEST, "invalid-request", message);
            case RiskError.InvalidSettings _ ->
                Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-threshold", message);
            case RiskError.LogUnreadable _ -> Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "log-unreadable", message);
            case RiskError.ReplayRunning _ -> Problem.of(HttpStatus.CONFLICT, "replay-running", message);
            case RiskError.InvalidWeights _ -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-weights", message);
            case RiskError.InvalidRange _ -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-range", message);
        };
    }
}
