package io.aman.notification.inbox;

import io.aman.notification.inbox.InboxError.NotFound;
import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class InboxProblems {

    @ExceptionHandler
    ProblemDetail handle(InboxError error) {
        return switch (error) {
            case NotFound e -> Problem.of(HttpStatus.NOT_FOUND, "notification-not-found", e);
        };
    }
}
