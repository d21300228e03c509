package io.aman.notification.preference;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.PRECONDITION_FAILED;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import io.aman.platform.problem.Problem;
import java.util.Objects;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MultipartException;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class PreferenceProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(PreferenceError error) {
        var problem = problem(error);
        var answer = ResponseEntity.status(problem.getStatus());
        if (error instanceof PreferenceError.Contended) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(PreferenceError.Contended.RETRY_AFTER.toSeconds()));
        }
        return answer.body(problem);
    }

    /** A form of many parts that breaks off, or holds more than a form of ours. */
    @ExceptionHandler
    ProblemDetail handle(MultipartException error) {
        return Problem.of(BAD_REQUEST, "invalid-request", "The body is no form of the expected shape.");
    }

    private static ProblemDetail problem(PreferenceError error) {
        return switch (error) {
            case PreferenceError.SecurityNotOptional e -> problem(UNPROCESSABLE_CONTENT, "security-not-optional", e);
            case PreferenceError.Invalid e -> problem(UNPROCESSABLE_CONTENT, "invalid-preferences", e);
            case PreferenceError.NoAddress e -> {
                var problem = problem(UNPROCESSABLE_CONTENT, "channel-without-address", e);
                problem.setProperty("channel", e.medium.key());
                yield problem;
            }
            case PreferenceError.Changed e -> problem(PRECONDITION_FAILED, "preferences-changed", e);
            case PreferenceError.Contended e -> problem(CONFLICT, "version-conflict", e);
            case PreferenceError.LinkInvalid e -> problem(BAD_REQUEST, "unsubscribe-link-invalid", e);
            case PreferenceError.NotOneClick e -> problem(BAD_REQUEST, "not-one-click", e);
        };
    }

    private static ProblemDetail problem(HttpStatus status, String slug, PreferenceError error) {
        return Problem.of(status, slug, Objects.requireNonNull(error.getMessage()));
    }
}
