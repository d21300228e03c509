package io.aman.session.session;

import io.aman.platform.problem.Problem;
import io.aman.session.session.SessionError.Expired;
import io.aman.session.session.SessionError.NotExtendable;
import io.aman.session.session.SessionError.NotFound;
import io.aman.session.session.SessionError.Revoked;
import io.aman.session.session.SessionError.TooManySessions;
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
class SessionProblems {

    private static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(SessionError error) {
        return switch (error) {
            case NotFound e -> Problem.answer(HttpStatus.NOT_FOUND, "session-not-found", e);
            case NotExtendable e -> Problem.answer(HttpStatus.CONFLICT, "session-not-extendable", e);
            case TooManySessions e -> Problem.answer(HttpStatus.CONFLICT, "too-many-sessions", e);
            case Expired e -> unauthorized("session-expired", e);
            case Revoked e -> unauthorized("session-revoked", e);
        };
    }

    private static ResponseEntity<ProblemDetail> unauthorized(String slug, SessionError error) {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, INVALID_TOKEN)
                .body(Problem.of(HttpStatus.UNAUTHORIZED, slug, String.valueOf(error.getMessage())));
    }
}
