package io.aman.payment.payment;

import static org.springframework.http.HttpStatus.BAD_GATEWAY;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import io.aman.payment.payment.PaymentError.ActionNotOffered;
import io.aman.payment.payment.PaymentError.AttemptInProgress;
import io.aman.payment.payment.PaymentError.CaptureExceedsAuthorization;
import io.aman.payment.payment.PaymentError.CapturesOnce;
import io.aman.payment.payment.PaymentError.Contended;
import io.aman.payment.payment.PaymentError.DeniedByRisk;
import io.aman.payment.payment.PaymentError.InvalidAmount;
import io.aman.payment.payment.PaymentError.InvalidPaymentMethod;
import io.aman.payment.payment.PaymentError.InvalidSavedMethod;
import io.aman.payment.payment.PaymentError.NotCancelable;
import io.aman.payment.payment.PaymentError.NotCapturable;
import io.aman.payment.payment.PaymentError.NotConfirmable;
import io.aman.payment.payment.PaymentError.NotFound;
import io.aman.payment.payment.PaymentError.NotRefundable;
import io.aman.payment.payment.PaymentError.ProviderRefused;
import io.aman.payment.payment.PaymentError.ProviderUnavailable;
import io.aman.payment.payment.PaymentError.RefundExceedsCaptured;
import io.aman.payment.payment.PaymentError.RefundNotFound;
import io.aman.payment.payment.PaymentError.ReturnUrlRequired;
import io.aman.payment.payment.PaymentError.TooManyAttempts;
import io.aman.payment.payment.PaymentError.TooManyRefunds;
import io.aman.payment.payment.PaymentError.TooPrecise;
import io.aman.payment.payment.PaymentError.UnknownAction;
import io.aman.payment.payment.PaymentError.UnknownProvider;
import io.aman.payment.payment.PaymentError.UnknownReturnUrl;
import io.aman.payment.payment.PaymentError.UnsupportedCurrency;
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
class PaymentProblems {

    private static final String SOON = "5";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(PaymentError error) {
        var problem = problem(error);
        var answer = ResponseEntity.status(problem.getStatus());
        if (mayWorkSoon(error)) {
            answer.header(HttpHeaders.RETRY_AFTER, SOON);
        }
        return answer.body(problem);
    }

    private static boolean mayWorkSoon(PaymentError error) {
        return error instanceof ProviderUnavailable || error instanceof Contended || error instanceof AttemptInProgress;
    }

    private static ProblemDetail problem(PaymentError error) {
        return switch (error) {
            case NotFound e -> Problem.of(NOT_FOUND, "payment-not-found", e);
            case InvalidAmount e -> Problem.of(UNPROCESSABLE_CONTENT, "invalid-amount", e);
            case UnsupportedCurrency e -> Problem.of(UNPROCESSABLE_CONTENT, "unsupported-currency", e);
            case UnknownProvider e -> Problem.of(UNPROCESSABLE_CONTENT, "unknown-provider", e);
            case UnknownReturnUrl e -> Problem.of(UNPROCESSABLE_CONTENT, "unknown-return-url", e);
            case ReturnUrlRequired e -> Problem.of(UNPROCESSABLE_CONTENT, "return-url-required", e);
            case CapturesOnce e -> Problem.of(CONFLICT, "captures-once", e);
            case InvalidSavedMethod e -> Problem.of(UNPROCESSABLE_CONTENT, "invalid-payment-method", e);
            case InvalidPaymentMethod e -> Problem.of(UNPROCESSABLE_CONTENT, "invalid-payment-method", e);
            case NotConfirmable e -> Problem.of(CONFLICT, "payment-not-confirmable", e);
            case NotCapturable e -> Problem.of(CONFLICT, "payment-not-capturable", e);
            case NotCancelable e -> Problem.of(CONFLICT, "payment-not-cancelable", e);
            case NotRefundable e -> Problem.of(CONFLICT, "payment-not-refundable", e);
            case RefundNotFound e -> Problem.of(NOT_FOUND, "refund-not-found", e);
            case TooManyRefunds e -> Problem.of(CONFLICT, "too-many-refunds", e);
            case TooManyAttempts e -> Problem.of(CONFLICT, "too-many-attempts", e);
            case AttemptInProgress e -> Problem.of(CONFLICT, "attempt-in-progress", e);
            case Contended e -> Problem.of(CONFLICT, "version-conflict", e);
            case ProviderUnavailable e -> Problem.of(SERVICE_UNAVAILABLE, "provider-unavailable", e);
            case ProviderRefused e -> Problem.of(BAD_GATEWAY, "provider-error", e);
            case DeniedByRisk e -> Problem.of(FORBIDDEN, "payment-denied", e);
            case UnknownAction e -> Problem.of(NOT_FOUND, "unknown-action", e);
            case ActionNotOffered e -> {
                var problem = Problem.of(CONFLICT, "action-not-offered", e);
                problem.setProperty("actions", e.offered);
                yield problem;
            }
            case TooPrecise e -> {
                var problem = Problem.of(UNPROCESSABLE_CONTENT, "amount-precision", e);
                problem.setProperty("stepMinor", e.stepMinor);
                yield problem;
            }
            case RefundExceedsCaptured e -> {
                var problem = Problem.of(UNPROCESSABLE_CONTENT, "refund-exceeds-captured", e);
                problem.setProperty("refundable", e.refundable);
                yield problem;
            }
            case CaptureExceedsAuthorization e -> {
                var problem = Problem.of(UNPROCESSABLE_CONTENT, "capture-exceeds-authorization", e);
                problem.setProperty("remaining", e.remaining);
                yield problem;
            }
        };
    }
}
