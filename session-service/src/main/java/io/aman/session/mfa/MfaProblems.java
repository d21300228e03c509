package io.aman.session.mfa;

import io.aman.platform.problem.Problem;
import io.aman.session.mfa.MfaError.ChallengeOver;
import io.aman.session.mfa.MfaError.FactorDemanded;
import io.aman.session.mfa.MfaError.FactorInvalid;
import io.aman.session.mfa.MfaError.FactorNotFound;
import io.aman.session.mfa.MfaError.NoFactor;
import io.aman.session.mfa.MfaError.TooManyCodes;
import io.aman.session.mfa.MfaError.TooManyFactors;
import io.aman.session.mfa.MfaError.TooManyTries;
import java.time.Duration;
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
class MfaProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(MfaError error) {
        return switch (error) {
            case FactorInvalid e -> unauthorized("factor-invalid", e);
            case ChallengeOver e -> unauthorized("challenge-over", e);
            case TooManyTries e -> wait("too-many-tries", e.retryAfter(), e);
            case TooManyCodes e -> wait("too-many-codes", e.retryAfter(), e);
            case FactorNotFound e -> Problem.answer(HttpStatus.NOT_FOUND, "factor-not-found", e);
            case TooManyFactors e -> Problem.answer(HttpStatus.CONFLICT, "too-many-factors", e);
            case FactorDemanded e -> Problem.answer(HttpStatus.CONFLICT, "factor-demanded", e);
            case NoFactor e -> Problem.answer(HttpStatus.CONFLICT, "no-factor", e);
        };
    }

    private static ResponseEntity<ProblemDetail> unauthorized(String slug, MfaError error) {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .body(Problem.of(HttpStatus.UNAUTHORIZED, slug, String.valueOf(error.getMessage())));
    }

    private static ResponseEntity<ProblemDetail> wait(String slug, Duration retryAfter, MfaError error) {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, retryAfter.toSeconds())))
                .body(Problem.of(HttpStatus.TOO_MANY_REQUESTS, slug, String.valueOf(error.getMessage())));
    }
}
