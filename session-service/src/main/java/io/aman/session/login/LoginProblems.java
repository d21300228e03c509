package io.aman.session.login;

import io.aman.platform.problem.Problem;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.UnacceptableInput;
import io.aman.session.login.LoginError.ChallengeRequired;
import io.aman.session.login.LoginError.InvalidCredentials;
import io.aman.session.login.LoginError.LoginUnavailable;
import io.aman.session.login.LoginError.SessionExpired;
import io.aman.session.login.LoginError.SessionInvalid;
import io.aman.session.login.LoginError.SessionRevoked;
import io.aman.session.login.LoginError.SignInElsewhere;
import java.util.List;
import java.util.Map;
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
class LoginProblems {

    private static final String RETRY_AFTER_SECONDS = "1";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(LoginError error) {
        return switch (error) {
            case InvalidCredentials e -> unauthorized("invalid-credentials", "Bearer", e);
            case SessionInvalid e -> unauthorized("session-invalid", "Bearer error=\"invalid_token\"", e);
            case SessionExpired e -> unauthorized("session-expired", "Bearer error=\"invalid_token\"", e);
            case SessionRevoked e -> unauthorized("session-revoked", "Bearer error=\"invalid_token\"", e);
            case SignInElsewhere e ->
                ResponseEntity.status(HttpStatus.CONFLICT)
                        .body(Problem.of(HttpStatus.CONFLICT, "sign-in-elsewhere", String.valueOf(e.getMessage())));
            case ChallengeRequired e -> challenged(e);
            case LoginUnavailable e -> unavailable(String.valueOf(e.getMessage()));
        };
    }

    private static ResponseEntity<ProblemDetail> challenged(ChallengeRequired error) {
        var problem = Problem.of(HttpStatus.FORBIDDEN, "challenge-required", String.valueOf(error.getMessage()));
        problem.setProperty("challenge", error.challenge);
        return ResponseEntity.status(HttpStatus.FORBIDDEN)
                .cacheControl(CacheControl.noStore())
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(IdentityUnavailable error) {
        return unavailable("Try again in a moment.");
    }

    @ExceptionHandler
    ProblemDetail handle(UnacceptableInput error) {
        var problem = Problem.of(HttpStatus.BAD_REQUEST, "invalid-request", "Some fields are not acceptable.");
        problem.setProperty("errors", List.of(Map.of("field", error.field(), "message", error.rule())));
        return problem;
    }

    private static ResponseEntity<ProblemDetail> unauthorized(String slug, String challenge, LoginError error) {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .body(Problem.of(HttpStatus.UNAUTHORIZED, slug, String.valueOf(error.getMessage())));
    }

    private static ResponseEntity<ProblemDetail> unavailable(String detail) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "login-unavailable", detail));
    }
}
