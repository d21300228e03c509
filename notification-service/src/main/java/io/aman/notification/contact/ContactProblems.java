package io.aman.notification.contact;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.TOO_MANY_REQUESTS;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import io.aman.platform.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ContactProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(ContactError error) {
        var problem = problem(error);
        var answer = ResponseEntity.status(problem.getStatus());
        retryAfter(error)
                .ifPresent(after -> answer.header(HttpHeaders.RETRY_AFTER, Long.toString(after.toSeconds() + 1)));
        return answer.body(problem);
    }

    private static Optional<Duration> retryAfter(ContactError error) {
        return switch (error) {
            case ContactError.TooManyCodes e -> Optional.of(e.retryAfter);
            case ContactError.Contended _ -> Optional.of(Duration.ZERO);
            case ContactError.OwnerUnknown _ -> Optional.of(ContactError.OwnerUnknown.RETRY_AFTER);
            default -> Optional.empty();
        };
    }

    private static ProblemDetail problem(ContactError error) {
        return switch (error) {
            case ContactError.NotFound e -> Problem.of(NOT_FOUND, "address-not-found", e);
            case ContactError.NoNumber e -> Problem.of(UNPROCESSABLE_CONTENT, "invalid-number", e);
            case ContactError.TooMany e -> Problem.of(CONFLICT, "too-many-addresses", e);
            case ContactError.TooManyCodes e -> Problem.of(TOO_MANY_REQUESTS, "too-many-codes", e);
            case ContactError.CodeWrong e -> Problem.of(UNPROCESSABLE_CONTENT, "address-code-wrong", e);
            case ContactError.CodeOver e -> Problem.of(CONFLICT, "address-code-over", e);
            case ContactError.OwnerUnknown e -> Problem.of(SERVICE_UNAVAILABLE, "service-unavailable", e);
            case ContactError.Contended e -> Problem.of(CONFLICT, "version-conflict", e);
        };
    }
}
