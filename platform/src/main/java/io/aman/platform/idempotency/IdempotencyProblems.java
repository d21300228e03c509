package io.aman.platform.idempotency;

import io.aman.platform.idempotency.IdempotencyError.InProgress;
import io.aman.platform.idempotency.IdempotencyError.KeyMissing;
import io.aman.platform.idempotency.IdempotencyError.KeyReused;
import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class IdempotencyProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(IdempotencyError error) {
        return switch (error) {
            case KeyMissing e -> Problem.answer(HttpStatus.BAD_REQUEST, "missing-idempotency-key", e);
            case KeyReused e -> Problem.answer(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reuse", e);
            case InProgress e ->
                ResponseEntity.status(HttpStatus.CONFLICT)
                        .header(
                                HttpHeaders.RETRY_AFTER,
                                String.valueOf(Math.max(1, e.retryAfter().toSeconds())))
                        .body(Problem.of(
                                HttpStatus.CONFLICT, "idempotency-in-progress", String.valueOf(e.getMessage())));
        };
    }
}
