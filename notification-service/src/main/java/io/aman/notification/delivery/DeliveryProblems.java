package io.aman.notification.delivery;

import io.aman.notification.delivery.DeliveryError.InvalidSelection;
import io.aman.notification.delivery.DeliveryError.NotCancelable;
import io.aman.notification.delivery.DeliveryError.NotFound;
import io.aman.notification.delivery.DeliveryError.NotResendable;
import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class DeliveryProblems {

    @ExceptionHandler
    ProblemDetail handle(DeliveryError error) {
        return switch (error) {
            case NotFound e -> Problem.of(HttpStatus.NOT_FOUND, "delivery-not-found", e);
            case NotResendable e -> Problem.of(HttpStatus.CONFLICT, "delivery-not-resendable", e);
            case NotCancelable e -> Problem.of(HttpStatus.CONFLICT, "delivery-not-cancelable", e);
            case InvalidSelection e -> Problem.of(HttpStatus.BAD_REQUEST, "invalid-request", e);
        };
    }
}
