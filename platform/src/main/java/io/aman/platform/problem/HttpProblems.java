package io.aman.platform.problem;

import io.aman.platform.page.InvalidCursor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** What the framework refuses, and what nobody expected, as problem documents that quote nothing the caller sent. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class HttpProblems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(HttpProblems.class);

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception error, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var problem = body instanceof ProblemDetail detail ? detail : ProblemDetail.forStatus(status);
        if (error instanceof TypeMismatchException || error instanceof NoResourceFoundException) {
            problem.setDetail(null); // theirs quotes a value or the path
        }
        return super.handleExceptionInternal(error, Problem.named(problem, slug(status)), headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException error, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var problem =
                Problem.of(HttpStatus.BAD_REQUEST, "malformed-json", "The body is no JSON of the expected shape.");
        return ResponseEntity.badRequest().headers(headers).body(problem);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException error, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var problem = Problem.of(HttpStatus.BAD_REQUEST, "invalid-request", "Some fields are not acceptable.");
        problem.setProperty(
                "errors",
                error.getBindingResult().getFieldErrors().stream()
                        .map(Invalid::of)
                        .toList());
        return ResponseEntity.badRequest().headers(headers).body(problem);
    }

    @ExceptionHandler
    ProblemDetail handle(InvalidCursor error) {
        return Problem.of(HttpStatus.BAD_REQUEST, "invalid-cursor", String.valueOf(error.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail handle(DataAccessResourceFailureException error, HttpServletRequest request) {
        log.warn("{} {}: the database is away", request.getMethod(), request.getRequestURI(), error);
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "storage-unavailable", "Try again with the same key.");
    }

    @ExceptionHandler
    ProblemDetail handle(Exception error, HttpServletRequest request) {
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), error);
        return Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "Nothing more is known; quote the trace id.");
    }

    private static String slug(HttpStatusCode status) {
        return switch (HttpStatus.resolve(status.value())) {
            case NOT_FOUND -> "not-found";
            case METHOD_NOT_ALLOWED -> "method-not-allowed";
            case NOT_ACCEPTABLE -> "not-acceptable";
            case UNSUPPORTED_MEDIA_TYPE -> "unsupported-media-type";
            case CONTENT_TOO_LARGE -> "content-too-large";
            case SERVICE_UNAVAILABLE -> "service-unavailable";
            case null, default -> status.is4xxClientError() ? "invalid-request" : "internal-error";
        };
    }

    /** A field and the rule it broke; not its value. */
    record Invalid(String field, String message) {

        static Invalid of(FieldError error) {
            return new Invalid(
                    error.getField(), Objects.requireNonNullElse(error.getDefaultMessage(), "not acceptable"));
        }
    }
}
