package io.aman.payment.ledger;

import io.aman.payment.ledger.LedgerError.DayNotFound;
import io.aman.payment.ledger.LedgerError.InvalidDays;
import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class LedgerProblems {

    @ExceptionHandler
    ProblemDetail handle(LedgerError error) {
        var detail = String.valueOf(error.getMessage());
        return switch (error) {
            case DayNotFound _ -> Problem.of(HttpStatus.NOT_FOUND, "day-not-found", detail);
            case InvalidDays _ -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-days", detail);
        };
    }
}
