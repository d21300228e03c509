package io.aman.notification.stream;

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
class StreamProblems {

    private static final String SOON = "5";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(StreamError error) {
        return switch (error) {
            case StreamError.InvalidEventId e ->
                ResponseEntity.badRequest().body(Problem.of(HttpStatus.BAD_REQUEST, "invalid-event-id", e));
            case StreamError.TooManyOfPerson e -> later(HttpStatus.TOO_MANY_REQUESTS, "too-many-streams", e);
            case StreamError.TooManyOpen e -> later(HttpStatus.SERVICE_UNAVAILABLE, "streams-exhausted", e);
        };
    }

    private static ResponseEntity<ProblemDetail> later(HttpStatus status, String slug, StreamError error) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, SOON)
                .body(Problem.of(status, slug, error));
    }
}
