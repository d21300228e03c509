package io.aman.security.risk;

import io.aman.events.Money;
import io.aman.platform.security.Caller;
import io.aman.security.detector.Purchase;
import io.aman.security.detector.SignIn;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Asked by payment-service before money moves, with the token of the person who moves it: it has none of its own, and
 * nobody can ask about somebody else. Never reached from outside.
 *
 * <p>The contract is that of {@link RiskController}: 50 ms at most, the same {@code attemptId} gets the same answer, and
 * who gets none goes on by a stricter rule and says so. {@code STEP_UP} asks for a fresh sign-in by RFC 9470; {@code
 * DENY} leaves the payment as it is.
 */
@RestController
class PaymentRiskController {

    private final AssessPayment assessPayment;
    private final Clock clock;

    PaymentRiskController(AssessPayment assessPayment, Clock clock) {
        this.assessPayment = assessPayment;
        this.clock = clock;
    }

    enum Purpose {
        PAYMENT,
        REFUND
    }

    /**
     * @param attemptId what the attempt is called; asking again with it gets the same answer
     * @param address the client's address as the gateway saw it
     * @param method tells one thing to pay with from another, and is nothing one could pay with; absent where that is
     *     chosen at the provider
     * @param device names the device it is paid at, as the gateway saw it; absent where it is not known
     */
    record Question(
            @NotNull Purpose purpose,
            @NotBlank @Size(max = 128) String attemptId,
            @NotBlank @Size(max = 45) String address,
            @NotBlank @Size(max = 64) String paymentId,
            @Min(1) long amountMinor,
            @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
            @NotBlank @Size(max = 32) String provider,
            @Nullable @Size(max = 64) String method,
            @Nullable @Pattern(regexp = "dev_[0-9a-f]{32}") String device) {

        Purchase purchase() {
            return new Purchase(paymentId, new Money(amountMinor, currency), provider, method, device);
        }
    }

    @PostMapping("/internal/risk/payments")
    @Operation(operationId = "assessPayment", summary = "How likely it is that who pays is not who they say")
    RiskController.Answer assess(@Valid @RequestBody Question question, Caller caller) {
        try {
            var who = who(question, caller);
            var purchase = question.purchase();
            return RiskController.Answer.of(
                    switch (question.purpose()) {
                        case PAYMENT -> assessPayment.paying(who, caller.userId(), purchase);
                        case REFUND -> assessPayment.refunding(who, purchase);
                    });
        } catch (IllegalArgumentException _) {
            throw new RiskError.AddressUnreadable();
        }
    }

    /** Devices are the sign-in's matter: that of a session is known. */
    private SignIn who(Question asked, Caller caller) {
        return new SignIn(
                asked.attemptId(),
                caller.userId(),
                caller.userId(),
                caller.sessionId(),
                true,
                asked.address(),
                null,
                null,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                true,
                false,
                null);
    }
}
