package io.aman.session.password;

import io.aman.platform.problem.Problem;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class PasswordProblems {

    private static final String RETRY_AFTER_SECONDS = "1";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(PasswordError error, Locale locale) {
        return switch (error) {
            case PasswordError.Refused e -> refused(e, e.weaknesses, locale);
            case PasswordError.RefusedByDirectory e -> refused(e, Set.of(), locale);
            case PasswordError.LinkInvalid e -> Problem.answer(HttpStatus.BAD_REQUEST, "reset-link-invalid", e);
            case PasswordError.WrongPassword e -> unauthorized("invalid-credentials", "Bearer", e);
            case PasswordError.NotSignedIn e -> unauthorized("session-invalid", "Bearer error=\"invalid_token\"", e);
            case PasswordError.BreachUnknown e -> unavailable("breach-check-unavailable", e);
            case PasswordError.Busy e -> unavailable("service-unavailable", e);
            case PasswordError.ResetRequired e -> Problem.answer(HttpStatus.FORBIDDEN, "password-reset-required", e);
            case PasswordError.Expired e -> expired(e);
        };
    }

    private static ResponseEntity<ProblemDetail> refused(PasswordError error, Set<Weakness> weaknesses, Locale locale) {
        var problem =
                Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "password-refused", String.valueOf(error.getMessage()));
        problem.setProperty(
                "reasons",
                weaknesses.stream()
                        .sorted()
                        .map(weakness -> weakness.told(locale))
                        .toList());
        return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .body(problem);
    }

    private static ResponseEntity<ProblemDetail> expired(PasswordError.Expired error) {
        var problem = Problem.of(HttpStatus.FORBIDDEN, "password-expired", String.valueOf(error.getMessage()));
        problem.setProperty("passwordToken", error.token.reveal());
        problem.setProperty("expiresInSeconds", error.lifetime.toSeconds());
        return ResponseEntity.status(HttpStatus.FORBIDDEN)
                .cacheControl(CacheControl.noStore())
                .body(problem);
    }

    private static ResponseEntity<ProblemDetail> unauthorized(String slug, String challenge, PasswordError error) {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .body(Problem.of(HttpStatus.UNAUTHORIZED, slug, String.valueOf(error.getMessage())));
    }

    private static ResponseEntity<ProblemDetail> unavailable(String slug, PasswordError error) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, slug, String.valueOf(error.getMessage())));
    }
}
