package io.aman.session.device;

import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class DeviceProblems {

    @ExceptionHandler
    ProblemDetail handle(DeviceNotFound error) {
        return Problem.of(HttpStatus.NOT_FOUND, "device-not-found", String.valueOf(error.getMessage()));
    }
}
