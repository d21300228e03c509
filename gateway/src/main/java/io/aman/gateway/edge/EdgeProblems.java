package io.aman.gateway.edge;

import io.aman.gateway.call.Call;
import io.aman.gateway.cors.ForeignOrigin;
import io.aman.gateway.upstream.UpstreamError;
import io.aman.platform.problem.Problem;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Every refusal and failure of the gateway's own as a problem document; what a service answers passes untouched. */
final class EdgeProblems {

    private static final Logger log = LoggerFactory.getLogger(EdgeProblems.class);
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final String TRACE_ID = "traceId";

    private final JsonMapper json;

    EdgeProblems(JsonMapper json) {
        this.json = json;
    }

    /** Answers by the problem; fails by the error where something else has begun to be sent: the connection is cut. */
    Mono<Void> answer(Call call, String traceId, Throwable error) {
        if (call.response().hasSentHeaders()) {
            return Mono.error(error);
        }
        var problem = problem(call, traceId, error);
        problem.setProperty(TRACE_ID, traceId);
        call.response().status(problem.getStatus());
        call.answerHeaders().set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        addHints(call.answerHeaders(), error, problem.getStatus());
        return call.response()
                .send(Mono.just(Unpooled.wrappedBuffer(json.writeValueAsBytes(problem))))
                .then();
    }

    private static ProblemDetail problem(Call call, String traceId, Throwable error) {
        return switch (error) {
            case EdgeError e -> problem(e);
            case ForeignOrigin e -> problem(HttpStatus.FORBIDDEN, "origin-not-allowed", e);
            case UpstreamError e -> problem(call, traceId, e);
            case ResponseStatusException e -> problem(e.getStatusCode());
            default -> {
                log.atError().addKeyValue(TRACE_ID, traceId).setCause(error).log("{} failed", line(call));
                yield problem(HttpStatus.INTERNAL_SERVER_ERROR);
            }
        };
    }

    private static ProblemDetail problem(EdgeError error) {
        return switch (error) {
            case EdgeError.NotFound e -> problem(HttpStatus.NOT_FOUND, "not-found", e);
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
    private static ProblemDetail problem(Call call, String traceId, UpstreamError error) {
        if (!(error instanceof UpstreamError.HeldBack)) {
            log.atWarn().addKeyValue(TRACE_ID, traceId).log("{}: {}", line(call), error.getMessage());
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
            headers.set(HttpHeaderNames.RETRY_AFTER, Long.toString(limited.retryAfterSeconds));
        } else if (status == HttpStatus.UNAUTHORIZED.value()) {
            headers.set(
                    HttpHeaderNames.WWW_AUTHENTICATE,
                    error instanceof EdgeError.TokenMissing ? "Bearer" : "Bearer error=\"invalid_token\"");
        } else if (status == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        } else if (status == HttpStatus.REQUEST_TIMEOUT.value()) {
            headers.set(HttpHeaderNames.CONNECTION, "close"); // the rest of the body is still to come
        }
    }

    /** Without the query: it may hold what is nobody's business. */
    private static String line(Call call) {
        return call.method() + " " + call.path();
    }
}
