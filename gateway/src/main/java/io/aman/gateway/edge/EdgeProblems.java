package io.aman.gateway.edge;

import io.aman.gateway.cors.ForeignOrigin;
import io.aman.gateway.observe.ObservedRequest;
import io.aman.gateway.upstream.UpstreamError;
import io.aman.platform.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Every refusal and failure of the gateway's own as a problem document; what a service answers passes untouched. */
@Order(-2) // before the handlers of WebFlux
final class EdgeProblems implements ErrorWebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(EdgeProblems.class);
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final String TRACE_ID = "traceId";

    private final JsonMapper json;

    EdgeProblems(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        var response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(error); // too late for a problem: the connection is cut
        }
        var problem = problem(exchange, error);
        addTraceId(exchange, problem);
        response.setRawStatusCode(problem.getStatus());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        addHints(response.getHeaders(), error, problem.getStatus());
        var body = response.bufferFactory().wrap(json.writeValueAsBytes(problem));
        return response.writeWith(Mono.just(body));
    }

    private static ProblemDetail problem(ServerWebExchange exchange, Throwable error) {
        return switch (error) {
            case EdgeError e -> problem(e);
            case ForeignOrigin e -> problem(HttpStatus.FORBIDDEN, "origin-not-allowed", e);
            case UpstreamError e -> problem(exchange, e);
            case ResponseStatusException e -> problem(e.getStatusCode());
            default -> {
                log.atError()
                        .addKeyValue(TRACE_ID, traceId(exchange))
                        .setCause(error)
                        .log("{} failed", line(exchange));
                yield problem(HttpStatus.INTERNAL_SERVER_ERROR);
            }
        };
    }

    private static ProblemDetail problem(EdgeError error) {
        return switch (error) {
            case EdgeError.PathNotPlain e -> problem(HttpStatus.BAD_REQUEST, "malformed-path", e);
            case EdgeError.TooManyHeaders e ->
                problem(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "too-many-headers", e);
            case EdgeError.BodyTooLarge e -> problem(HttpStatus.CONTENT_TOO_LARGE, "content-too-large", e);
            case EdgeError.BodyTooSlow e -> problem(HttpStatus.REQUEST_TIMEOUT, "request-timeout", e);
            case EdgeError.BodyIncomplete e -> problem(HttpStatus.BAD_REQUEST, "body-incomplete", e);
            case EdgeError.TokenMissing e -> problem(HttpStatus.UNAUTHORIZED, "session-invalid", e);
            case EdgeError.TokenNotValid e -> problem(HttpStatus.UNAUTHORIZED, "session-invalid", e);
            case EdgeError.TokenExpired e -> problem(HttpStatus.UNAUTHORIZED, "token-expired", e);
            case EdgeError.SessionRevoked e -> problem(HttpStatus.UNAUTHORIZED, "session-revoked", e);
            case EdgeError.RateLimited e -> problem(HttpStatus.TOO_MANY_REQUESTS, "rate-limited", e);
            case EdgeError.QuotaExceeded e -> problem(HttpStatus.TOO_MANY_REQUESTS, "quota-exceeded", e);
            case EdgeError.QuotaUnknown e -> problem(HttpStatus.SERVICE_UNAVAILABLE, "quota-unknown", e);
            case EdgeError.LimitsUnknown e -> problem(HttpStatus.SERVICE_UNAVAILABLE, "limits-unknown", e);
            case EdgeError.PermissionMissing e -> problem(HttpStatus.FORBIDDEN, "permission-missing", e);
            case EdgeError.KeysAway e -> problem(HttpStatus.SERVICE_UNAVAILABLE, "keys-unavailable", e);
            case EdgeError.RevocationsStale e -> problem(HttpStatus.SERVICE_UNAVAILABLE, "revocation-stale", e);
        };
    }

    /** One that is held back is counted by its gate, and not logged for each request. */
    private static ProblemDetail problem(ServerWebExchange exchange, UpstreamError error) {
        if (!(error instanceof UpstreamError.HeldBack)) {
            log.atWarn().addKeyValue(TRACE_ID, traceId(exchange)).log("{}: {}", line(exchange), error.getMessage());
        }
        return switch (error) {
            case UpstreamError.HeldBack e -> problem(HttpStatus.SERVICE_UNAVAILABLE, "upstream-unavailable", e);
            case UpstreamError.NotReached e -> problem(HttpStatus.SERVICE_UNAVAILABLE, "upstream-unavailable", e);
            case UpstreamError.BrokenOff e -> problem(HttpStatus.BAD_GATEWAY, "upstream-unavailable", e);
            case UpstreamError.TimedOut e -> problem(HttpStatus.GATEWAY_TIMEOUT, "upstream-timeout", e);
        };
    }

    private static ProblemDetail problem(HttpStatus status, String slug, RuntimeException error) {
        return Problem.of(status, slug, String.valueOf(error.getMessage()));
    }

    private static ProblemDetail problem(HttpStatusCode status) {
        return switch (HttpStatus.resolve(status.value())) {
            case NOT_FOUND -> Problem.of(status, "not-found", "There is nothing here.");
            case METHOD_NOT_ALLOWED -> Problem.of(status, "method-not-allowed", "Not with this method.");
            case null, default ->
                status.is4xxClientError()
                        ? Problem.of(status, "invalid-request", "The request is not acceptable.")
                        : Problem.of(status, "internal-error", "Nothing more is known; quote the trace id.");
        };
    }

    /** The challenge of RFC 6750, section 3: without an error code where no token came. */
    private static void addHints(HttpHeaders headers, Throwable error, int status) {
        if (error instanceof EdgeError.Limited limited) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(limited.retryAfterSeconds));
        } else if (status == HttpStatus.UNAUTHORIZED.value()) {
            headers.set(
                    HttpHeaders.WWW_AUTHENTICATE,
                    error instanceof EdgeError.TokenMissing ? "Bearer" : "Bearer error=\"invalid_token\"");
        } else if (status == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        } else if (status == HttpStatus.REQUEST_TIMEOUT.value()) {
            headers.set(HttpHeaders.CONNECTION, "close"); // the rest of the body is still to come
        }
    }

    private static void addTraceId(ServerWebExchange exchange, ProblemDetail problem) {
        var traceId = traceId(exchange);
        if (!traceId.isEmpty()) {
            problem.setProperty(TRACE_ID, traceId);
        }
    }

    private static String traceId(ServerWebExchange exchange) {
        var observed = exchange.<ObservedRequest>getAttribute(ObservedRequest.ATTRIBUTE);
        return observed == null ? "" : observed.traceId();
    }

    /** Without the query: it may hold what is nobody's business. */
    private static String line(ServerWebExchange exchange) {
        var request = exchange.getRequest();
        return request.getMethod() + " " + request.getURI().getRawPath();
    }
}
