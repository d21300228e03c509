package io.aman.session.login;

import io.aman.platform.problem.Problem;
import io.aman.session.identity.SignInRefused;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class OidcProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(SignInRefused error) {
        return ResponseEntity.badRequest()
                .cacheControl(CacheControl.noStore())
                .body(Problem.of(HttpStatus.BAD_REQUEST, "sign-in-refused", String.valueOf(error.getMessage())));
    }
}
