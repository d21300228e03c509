package io.aman.payment.method;

import static org.springframework.http.HttpStatus.BAD_GATEWAY;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class MethodProblems {

    private static final String SOON = "5";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(MethodError error) {
        var problem = problem(error);
        var answer = ResponseEntity.status(problem.getStatus());
        if (error instanceof MethodError.ProviderUnavailable || error instanceof MethodError.Contended) {
            answer.header(HttpHeaders.RETRY_AFTER, SOON);
        }
        return answer.body(problem);
    }

    private static ProblemDetail problem(MethodError error) {
        return switch (error) {
            case MethodError.NotFound e -> Problem.of(NOT_FOUND, "payment-method-not-found", e);
            case MethodError.UnknownProvider e -> Problem.of(UNPROCESSABLE_CONTENT, "unknown-provider", e);
            case MethodError.InvalidToken e -> Problem.of(UNPROCESSABLE_CONTENT, "invalid-payment-method", e);
            case MethodError.UnknownReturnUrl e -> Problem.of(UNPROCESSABLE_CONTENT, "unknown-return-url", e);
            case MethodError.ReturnUrlRequired e -> Problem.of(UNPROCESSABLE_CONTENT, "return-url-required", e);
            case MethodError.Rejected e -> {
                var problem = Problem.of(UNPROCESSABLE_CONTENT, "payment-method-rejected", e);
                problem.setProperty("reason", e.reason);
                yield problem;
            }
            case MethodError.TooMany e -> Problem.of(CONFLICT, "too-many-payment-methods", e);
            case MethodError.NotActive e -> Problem.of(CONFLICT, "payment-method-not-active", e);
            case MethodError.Contended e -> Problem.of(CONFLICT, "version-conflict", e);
            case MethodError.ProviderUnavailable e -> Problem.of(SERVICE_UNAVAILABLE, "provider-unavailable", e);
            case MethodError.ProviderRefused e -> Problem.of(BAD_GATEWAY, "provider-error", e);
        };
    }
}
