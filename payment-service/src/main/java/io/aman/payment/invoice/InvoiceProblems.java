package io.aman.payment.invoice;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.PRECONDITION_FAILED;
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
class InvoiceProblems {

    private static final String SOON = "5";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(InvoiceError error) {
        var problem = problem(error);
        var answer = ResponseEntity.status(problem.getStatus());
        if (error instanceof InvoiceError.Contended) {
            answer.header(HttpHeaders.RETRY_AFTER, SOON);
        }
        return answer.body(problem);
    }

    private static ProblemDetail problem(InvoiceError error) {
        return switch (error) {
            case InvoiceError.NotFound e -> Problem.of(NOT_FOUND, "invoice-not-found", e);
            case InvoiceError.InvalidContent e -> Problem.of(UNPROCESSABLE_CONTENT, "invalid-invoice", e);
            case InvoiceError.NotDraft e -> Problem.of(CONFLICT, "invoice-not-draft", e);
            case InvoiceError.Changed e -> Problem.of(PRECONDITION_FAILED, "invoice-changed", e);
            case InvoiceError.NotOpen e -> Problem.of(CONFLICT, "invoice-not-open", e);
            case InvoiceError.NotCreditable e -> Problem.of(CONFLICT, "invoice-not-creditable", e);
            case InvoiceError.PaymentPending e -> Problem.of(CONFLICT, "invoice-payment-pending", e);
            case InvoiceError.PaymentNotUsable e -> Problem.of(UNPROCESSABLE_CONTENT, "invoice-payment-not-usable", e);
            case InvoiceError.PaymentAlreadyUsed e -> Problem.of(CONFLICT, "invoice-payment-used", e);
            case InvoiceError.Contended e -> Problem.of(CONFLICT, "version-conflict", e);
            case InvoiceError.TotalMismatch e -> {
                var problem = Problem.of(UNPROCESSABLE_CONTENT, "invoice-total-mismatch", e);
                problem.setProperty("dueMinor", e.dueMinor);
                yield problem;
            }
            case InvoiceError.CreditExceedsInvoice e -> {
                var problem = Problem.of(UNPROCESSABLE_CONTENT, "credit-exceeds-invoice", e);
                problem.setProperty("line", e.line);
                problem.setProperty("remainingThousandths", e.remainingThousandths);
                yield problem;
            }
        };
    }
}
