package io.aman.payment.payment;

import io.aman.payment.payment.PaymentError.UnknownAction;
import io.aman.platform.docs.Answers;
import io.aman.platform.idempotency.IdempotentCall;
import io.aman.platform.observability.Traces;
import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The payments with an outcome that is not known, for operators: the longest unknown last. */
@RestController
@RequestMapping("/api/payments/unknown-outcomes")
class OutcomeInboxController {

    /** @param reason for the trail */
    record ActionRequest(@NotBlank @Size(max = 200) String reason) {}

    /**
     * @param state {@code PROCESSING} while the outcome of a call is open
     * @param outcomes what is not known, which is nothing after the last of it was found out
     */
    record Item(
            String paymentId,
            PaymentState state,
            String provider,
            @Nullable String providerRef,
            long amountMinor,
            String currency,
            long capturedMinor,
            List<Outcome> outcomes) {

        static Item of(Payment payment) {
            var terms = payment.terms();
            var progress = payment.progress();
            return new Item(
                    payment.id().value(),
                    payment.shownState(),
                    terms.provider(),
                    progress.providerRef(),
                    terms.amount().amountMinor(),
                    terms.amount().currency(),
                    progress.captured().amountMinor(),
                    UnknownOutcome.of(payment.id(), progress).stream()
                            .map(Outcome::of)
                            .toList());
        }
    }

    /**
     * @param about what was asked, or {@code LATE_SUCCESS}
     * @param nextCheckAt absent where looking was given up, or there is nothing to look for
     * @param lastAnswer what the provider said at the latest look
     */
    record Outcome(
            String id,
            String about,
            Instant since,
            int checks,
            @Nullable Instant lastCheckAt,
            @Nullable String lastAnswer,
            @Nullable Instant nextCheckAt,
            List<String> actions) {

        static Outcome of(UnknownOutcome outcome) {
            var look = outcome.lastLook();
            return new Outcome(
                    outcome.id(),
                    outcome.about(),
                    outcome.since(),
                    outcome.checks(),
                    look == null ? null : look.at(),
                    look == null ? null : look.answer(),
                    outcome.nextCheckAt(),
                    outcome.actions().stream().map(OperatorAction::word).toList());
        }
    }

    private final OutcomeInbox inbox;
    private final Payments payments;
    private final Traces traces;
    private final Clock clock;

    OutcomeInboxController(OutcomeInbox inbox, Payments payments, Traces traces, Clock clock) {
        this.inbox = inbox;
        this.payments = payments;
        this.traces = traces;
        this.clock = clock;
    }

    @GetMapping
    @Operation(
            operationId = "listUnknownOutcomes",
            summary = "Payments with an outcome that nobody knows, the longest unknown last")
    @RequirePermissions("payment.admin")
    Page<Item> list(
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var found = payments.unknown(Cursor.parse(cursor), limit + 1);
        return Page.of(found, limit, payment -> UnknownOutcome.place(payment).orElseThrow(), Item::of);
    }

    @PostMapping("/{id}/{action}")
    @Operation(
            operationId = "resolveUnknownOutcome",
            summary = "Does one of the offered actions about an unknown outcome")
    @Answers(body = Item.class)
    @RequirePermissions("payment.admin")
    @RequireFreshSignIn
    ResponseEntity<byte[]> perform(
            @PathVariable String id,
            @PathVariable String action,
            @Valid @RequestBody ActionRequest request,
            IdempotentCall call,
            Caller caller) {
        var chosen = OperatorAction.of(action).orElseThrow(UnknownAction::new);
        return call.once(request, operation -> {
            var cause = Cause.user(caller, clock.instant(), traces.current());
            return ResponseEntity.ok(Item.of(inbox.perform(id, chosen, request.reason(), operation.id(), cause)));
        });
    }
}
