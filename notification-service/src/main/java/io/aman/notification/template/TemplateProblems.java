package io.aman.notification.template;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.PRECONDITION_FAILED;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class TemplateProblems {

    @ExceptionHandler
    ProblemDetail handle(TemplateError error) {
        return switch (error) {
            case TemplateError.NotFound e -> Problem.of(NOT_FOUND, "template-not-found", e);
            case TemplateError.VersionNotFound e -> Problem.of(NOT_FOUND, "template-version-not-found", e);
            case TemplateError.NoDraft e -> Problem.of(CONFLICT, "template-without-draft", e);
            case TemplateError.Changed e -> Problem.of(PRECONDITION_FAILED, "template-changed", e);
            case TemplateError.Invalid e -> {
                var problem = Problem.of(UNPROCESSABLE_CONTENT, "invalid-template", e);
                problem.setProperty("faults", e.faults);
                yield problem;
            }
            case TemplateError.BadRequest e -> Problem.of(BAD_REQUEST, "invalid-request", e);
        };
    }
}
