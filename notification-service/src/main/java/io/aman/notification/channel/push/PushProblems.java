package io.aman.notification.channel.push;

import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class PushProblems {

    @ExceptionHandler
    ProblemDetail handle(PushError error) {
        return switch (error) {
            case PushError.NotFound e -> Problem.of(HttpStatus.NOT_FOUND, "push-subscription-not-found", e);
            case PushError.Contended e -> Problem.of(HttpStatus.CONFLICT, "version-conflict", e);
            case PushError.Refused e -> {
                var problem = Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "push-subscription-refused", e);
                problem.setProperty("reason", e.reason());
                yield problem;
            }
        };
    }
}
