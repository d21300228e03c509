package io.aman.notification.webhook.endpoint;

import io.aman.notification.webhook.endpoint.EndpointError.Contended;
import io.aman.notification.webhook.endpoint.EndpointError.Disabled;
import io.aman.notification.webhook.endpoint.EndpointError.MessageNotFound;
import io.aman.notification.webhook.endpoint.EndpointError.NotFound;
import io.aman.notification.webhook.endpoint.EndpointError.PayloadErased;
import io.aman.notification.webhook.endpoint.EndpointError.ScopeNotPermitted;
import io.aman.notification.webhook.endpoint.EndpointError.TooMany;
import io.aman.notification.webhook.endpoint.EndpointError.TooManyReplays;
import io.aman.notification.webhook.endpoint.EndpointError.TypeUnknown;
import io.aman.notification.webhook.endpoint.EndpointError.UrlRefused;
import io.aman.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class EndpointProblems {

    @ExceptionHandler
    ProblemDetail handle(EndpointError error) {
        return switch (error) {
            case NotFound e -> Problem.of(HttpStatus.NOT_FOUND, "webhook-endpoint-not-found", e);
            case MessageNotFound e -> Problem.of(HttpStatus.NOT_FOUND, "webhook-message-not-found", e);
            case ScopeNotPermitted e -> Problem.of(HttpStatus.FORBIDDEN, "webhook-scope-not-permitted", e);
            case Disabled e -> Problem.of(HttpStatus.CONFLICT, "webhook-endpoint-disabled", e);
            case Contended e -> Problem.of(HttpStatus.CONFLICT, "webhook-endpoint-contended", e);
            case PayloadErased e -> Problem.of(HttpStatus.CONFLICT, "webhook-payload-erased", e);
            case TooManyReplays e -> Problem.of(HttpStatus.CONFLICT, "webhook-replays-waiting", e);
            case TooMany e -> Problem.of(HttpStatus.CONFLICT, "too-many-webhook-endpoints", e);
            case TypeUnknown e -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "webhook-type-unknown", e);
            case UrlRefused e -> refused(e);
        };
    }

    private static ProblemDetail refused(UrlRefused error) {
        var problem = Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "webhook-url-refused", error);
        problem.setProperty("reason", error.reason);
        return problem;
    }
}
