package io.aman.security.risk;

import io.aman.platform.security.RequirePermissions;
import io.aman.security.detector.PaymentDetector;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows which decisions on payments other thresholds or modes of their detectors would change. */
@RestController
class ReplayPaymentsController {

    private final ReplayPayments replay;

    ReplayPaymentsController(ReplayPayments replay) {
        this.replay = replay;
    }

    record DifferingPaymentView(
            String assessmentId,
            @Nullable String paymentId,
            Instant at,
            @Nullable String userId,
            int scoreBefore,
            Decision before,
            List<String> reasonsBefore,
            int scoreAfter,
            Decision after,
            List<String> reasonsAfter) {

        static DifferingPaymentView of(ReplayReport.Differing<Assessment> differing) {
            var asked = differing.what();
            return new DifferingPaymentView(
                    asked.id(),
                    Optional.ofNullable(asked.purchase())
                            .map(purchase -> purchase.paymentId())
                            .orElse(null),
                    asked.at(),
                    asked.userId(),
                    differing.before().value(),
                    differing.before().decision(),
                    differing.before().kinds(),
                    differing.after().value(),
                    differing.after().decision(),
                    differing.after().kinds());
        }
    }

    /**
     * @param weighed how many payments that were asked about were, the oldest first
     * @param until up to which they were: where there is more, ask again from there
     * @param noticedBefore by the detectors' names, of how many payments, asked about or heard of, they say something
     */
    record PaymentReplayView(
            long weighed,
            Instant until,
            boolean isMore,
            Map<Decision, Long> before,
            Map<Decision, Long> after,
            Map<String, Long> noticedBefore,
            Map<String, Long> noticedAfter,
            long differing,
            List<DifferingPaymentView> shown) {

        static PaymentReplayView of(ReplayReport<Assessment> report) {
            return new PaymentReplayView(
                    report.weighed(),
                    report.until(),
                    report.isMore(),
                    report.before(),
                    report.after(),
                    OtherSettings.named(report.noticedBefore()),
                    OtherSettings.named(report.noticedAfter()),
                    report.differing(),
                    report.shown().stream().map(DifferingPaymentView::of).toList());
        }
    }

    @PostMapping("/api/security/replays/payments")
    @Operation(
            operationId = "replayPayments",
            summary = "Which decisions on payments other thresholds or modes would change")
    @RequirePermissions("security.admin")
    PaymentReplayView replay(@Valid @RequestBody OtherSettings asked) {
        asked.requireRange();
        return PaymentReplayView.of(
                replay.by(asked.of(PaymentDetector.class), asked.from(), asked.to(), asked.warmUp()));
    }
}
