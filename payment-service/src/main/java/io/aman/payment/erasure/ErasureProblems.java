package io.aman.payment.erasure;

import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ErasureProblems {

    @ExceptionHandler
    ProblemDetail handle(ErasureError error) {
        return switch (error) {
            case ErasureError.NotFound e -> Problem.of(NOT_FOUND, "erasure-not-found", e);
        };
    }
}
