package io.aman.payment.audit;

import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class AuditProblems {

    @ExceptionHandler
    ProblemDetail handle(AuditError error) {
        return switch (error) {
            case AuditError.NotFound e -> Problem.of(NOT_FOUND, "payment-not-found", String.valueOf(e.getMessage()));
        };
    }
}
