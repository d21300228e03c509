package io.aman.security.risk;

import io.aman.events.ClientFacts;
import io.aman.platform.security.RequirePermissions;
import io.aman.security.detector.SignIn;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Asked by session-service when a password was right and before a session begins; never reached from outside. Of
 * payments {@link PaymentRiskController} is asked.
 *
 * <p>The contract: the caller waits 50 ms at most. Without an answer, or with an error, it goes on by its own stricter
 * rule (a second factor where the person has one, the owner told) and says so in its answer's reasons as {@code
 * risk-unavailable}. The same {@code attemptId} and {@code purpose} get the same answer, so that asking again is safe.
 * Decisions: {@code ALLOW}; {@code NOTIFY}, which goes on, as the owner is told from here; {@code STEP_UP}, where a
 * remembered device is no proof; {@code DENY}, which the client must see as a wrong password. Nobody is told the reasons
 * but operators.
 */
@RestController
class RiskController {

    private final AssessRisk assessRisk;
    private final Clock clock;

    RiskController(AssessRisk assessRisk, Clock clock) {
        this.assessRisk = assessRisk;
        this.clock = clock;
    }

    enum Purpose {
        LOGIN,
        PAYMENT
    }

    /**
     * @param attemptId what the attempt is called in events; asking again with it gets the same answer
     * @param accountKey a keyed hash of what was typed as the account
     * @param address the client's address as the gateway saw it
     * @param knownDevice whether the client proved to be a device that its owner trusts
     * @param breachedPassword whether the password is on a list of stolen ones
     */
    record Question(
            @NotNull Purpose purpose,
            @NotBlank @Size(max = 128) String attemptId,
            @NotBlank @Size(max = 128) String accountKey,
            @NotBlank @Size(max = 128) String userId,
            @NotBlank @Size(max = 45) String address,
            @Nullable @Size(max = 512) String userAgent,
            @Nullable ClientFacts client,
            boolean knownDevice,
            boolean breachedPassword) {}

    /** @param reasons by the detectors' names, the gravest first; for the caller's own records */
    record Answer(String assessmentId, Decision decision, int score, List<String> reasons, String weightsVersion) {

        static Answer of(Assessment assessment) {
            var score = assessment.score();
            return new Answer(assessment.id(), score.decision(), score.value(), score.kinds(), score.weightsVersion());
        }
    }

    @PostMapping("/internal/risk")
    @Operation(operationId = "assessRisk", summary = "How likely it is that somebody is not who they say")
    @RequirePermissions("security.attempt")
    Answer assess(@Valid @RequestBody Question question) {
        try {
            return Answer.of(assessRisk.of(attempt(question), question.purpose().name()));
        } catch (IllegalArgumentException _) {
            throw new RiskError.AddressUnreadable();
        }
    }

    private SignIn attempt(Question asked) {
        return new SignIn(
                asked.attemptId(),
                asked.accountKey(),
                asked.userId(),
                null,
                true,
                asked.address(),
                asked.userAgent(),
                asked.client(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                asked.knownDevice(),
                asked.breachedPassword(),
                null);
    }
}
