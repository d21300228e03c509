package io.aman.session.disown;

import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class DisownProblems {

    @ExceptionHandler
    ProblemDetail handle(LinkInvalid error) {
        return Problem.of(HttpStatus.BAD_REQUEST, "link-invalid", String.valueOf(error.getMessage()));
    }
}
