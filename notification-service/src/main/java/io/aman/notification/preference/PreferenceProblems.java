package io.aman.notification.preference;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.PRECONDITION_FAILED;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
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
            case PreferenceError.SecurityNotOptional e -> Problem.of(UNPROCESSABLE_CONTENT, "security-not-optional", e);
            case PreferenceError.Invalid e -> Problem.of(UNPROCESSABLE_CONTENT, "invalid-preferences", e);
            case PreferenceError.NoAddress e -> {
                var problem = Problem.of(UNPROCESSABLE_CONTENT, "channel-without-address", e);
                problem.setProperty("channel", e.medium.key());
                yield problem;
            }
            case PreferenceError.Changed e -> Problem.of(PRECONDITION_FAILED, "preferences-changed", e);
            case PreferenceError.Contended e -> Problem.of(CONFLICT, "version-conflict", e);
            case PreferenceError.LinkInvalid e -> Problem.of(BAD_REQUEST, "unsubscribe-link-invalid", e);
            case PreferenceError.NotOneClick e -> Problem.of(BAD_REQUEST, "not-one-click", e);
        };
    }
}
