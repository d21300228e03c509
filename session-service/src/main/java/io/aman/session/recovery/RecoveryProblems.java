package io.aman.session.recovery;

import io.aman.platform.problem.Problem;
import io.aman.session.recovery.RecoveryError.Invalid;
import io.aman.session.recovery.RecoveryError.None;
import io.aman.session.recovery.RecoveryError.Waiting;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RecoveryProblems {

    @ExceptionHandler
    ProblemDetail handle(RecoveryError error) {
        return switch (error) {
            case Invalid e -> Problem.of(HttpStatus.BAD_REQUEST, "recovery-invalid", e);
            case None e -> Problem.of(HttpStatus.NOT_FOUND, "recovery-not-found", e);
            case Waiting e -> {
                var problem = Problem.of(HttpStatus.CONFLICT, "recovery-waiting", e);
                problem.setProperty("availableAt", e.availableAt);
                yield problem;
            }
        };
    }
}
