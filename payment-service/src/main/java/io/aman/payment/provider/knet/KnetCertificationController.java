package io.aman.payment.provider.knet;

import io.aman.platform.docs.Answers;
import io.aman.platform.problem.Problem;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The pack for KNET's certification, by track id or payment id: as JSON, or as a page to print. */
@RestController
@ConditionalOnProperty("payment.provider.knet.base-url") // as it is found by scanning, too
class KnetCertificationController {

    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    private final MongoKnetAttempts attempts;

    KnetCertificationController(MongoKnetAttempts attempts) {
        this.attempts = attempts;
    }

    @GetMapping("/api/payments/knet/certification/{id}")
    @Operation(
            operationId = "getKnetCertification",
            summary = "The receipts and logs of a payment for KNET's certification")
    @Answers(body = KnetCertification.class)
    @RequirePermissions("payment.audit")
    ResponseEntity<?> pack(@PathVariable String id, @RequestParam(defaultValue = "json") String format) {
        var found = attempts.find(id).map(List::of).orElseGet(() -> attempts.ofPayment(id));
        if (found.isEmpty()) {
            return Problem.answer(
                    HttpStatus.NOT_FOUND, "payment-not-found", "KNET was never asked about such a payment.");
        }
        var pack = KnetCertification.of(found);
        return "html".equals(format)
                ? ResponseEntity.ok()
                        .contentType(HTML)
                        .header("Content-Security-Policy", "default-src 'none'")
                        .body(page(pack))
                : ResponseEntity.ok(pack);
    }

    private static String page(KnetCertification pack) {
        var html = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">");
        heading(html, "h1", "KNET certification: payment " + pack.paymentId());
        for (var attempt : pack.attempts()) {
            receipt(html, attempt.receipt());
            for (var callback : attempt.callbacks()) {
                heading(html, "h3", "Response at " + callback.at());
                var encrypted = callback.encrypted();
                text(html, encrypted == null ? "in clear" : encrypted);
                text(html, String.valueOf(callback.plain()));
            }
            exchanges(html, "Inquiry", attempt.inquiries());
            exchanges(html, "Refund", attempt.refunds());
        }
        return html.append("</html>").toString();
    }

    private static void receipt(StringBuilder html, KnetCertification.Receipt receipt) {
        heading(html, "h2", "Receipt");
        html.append("<table>");
        row(html, "Date", receipt.date().toString());
        row(html, "Result", receipt.result());
        row(html, "Amount", receipt.amount() + " " + receipt.currency());
        row(html, "Payment ID", receipt.paymentId());
        row(html, "Track ID", receipt.trackId());
        row(html, "Auth", receipt.auth());
        row(html, "Ref", receipt.ref());
        row(html, "Tran ID", receipt.tranId());
        row(html, "Post date", receipt.postDate());
        html.append("</table>");
    }

    private static void exchanges(StringBuilder html, String name, List<KnetCertification.Exchange> exchanges) {
        for (var exchange : exchanges) {
            heading(html, "h3", name + " at " + exchange.at());
            text(html, String.valueOf(exchange.request()));
            Map<String, String> reply = exchange.reply();
            text(html, reply == null ? "no answer" : String.valueOf(reply));
        }
    }

    private static void heading(StringBuilder html, String tag, String text) {
        html.append("<%s>%s</%1$s>".formatted(tag, HtmlUtils.htmlEscape(text)));
    }

    private static void row(StringBuilder html, String name, String value) {
        html.append("<tr><th>%s</th><td>%s</td></tr>".formatted(name, HtmlUtils.htmlEscape(value)));
    }

    private static void text(StringBuilder html, String text) {
        html.append("<pre>%s</pre>".formatted(HtmlUtils.htmlEscape(text)));
    }
}
