package io.aman.session.passkey;

import io.aman.platform.problem.Problem;
import io.aman.session.passkey.PasskeyError.AlreadyRegistered;
import io.aman.session.passkey.PasskeyError.Copied;
import io.aman.session.passkey.PasskeyError.NotAccepted;
import io.aman.session.passkey.PasskeyError.NotFound;
import io.aman.session.passkey.PasskeyError.TooMany;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class PasskeyProblems {

    @ExceptionHandler
    ProblemDetail handle(PasskeyError error) {
        return switch (error) {
            case NotFound e -> Problem.of(HttpStatus.NOT_FOUND, "passkey-not-found", e);
            case NotAccepted e -> Problem.of(HttpStatus.BAD_REQUEST, "passkey-not-accepted", e);
            case AlreadyRegistered e -> Problem.of(HttpStatus.CONFLICT, "passkey-already-registered", e);
            case TooMany e -> Problem.of(HttpStatus.CONFLICT, "too-many-passkeys", e);
            // Where it matters it is a refused sign-in long before it gets here.
            case Copied _ -> Problem.of(HttpStatus.BAD_REQUEST, "passkey-not-accepted", new NotAccepted());
        };
    }
}
