package io.aman.session.mfa.code;

import io.aman.events.Actor;
import io.aman.platform.Secret;
import io.aman.platform.security.Caller;
import io.aman.platform.security.ClientAddress;
import io.aman.platform.security.ImpersonationNotAllowed;
import io.aman.session.identity.UnacceptableInput;
import io.aman.session.mfa.Challenge;
import io.aman.session.mfa.Challenges;
import io.aman.session.mfa.MfaTokens;
import io.aman.session.mfa.Purpose;
import io.aman.session.mfa.SecondFactors;
import io.aman.session.mfa.SentCode.Channel;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Codes on demand. */
@RestController
@RequestMapping("/api/mfa")
class CodeController {

    /** @param channel {@code sms} or {@code email} */
    record SignInCodeRequest(
            @NotNull Secret mfaToken, @NotNull String channel) {}

    /** @param channel {@code sms} */
    record StepUpCodeRequest(@NotNull String channel) {}

    /**
     * @param challengeId to be sent back with the code
     * @param sentTo what its owner recognizes the telephone by; absent for the address of the account
     * @param expiresAt when the code is void
     */
    record CodeSentResponse(
            String challengeId, String channel, @Nullable String sentTo, Instant expiresAt) {}

    private final SendCode send;
    private final MfaTokens tokens;
    private final Challenges challenges;
    private final SecondFactors factors;

    CodeController(SendCode send, MfaTokens tokens, Challenges challenges, SecondFactors factors) {
        this.send = send;
        this.tokens = tokens;
        this.challenges = challenges;
        this.factors = factors;
    }

    @PostMapping("/challenge")
    @Operation(operationId = "sendSignInCode", summary = "Sends a code that finishes a sign-in; an earlier one is void")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CodeSentResponse signIn(@Valid @RequestBody SignInCodeRequest request, HttpServletRequest http) {
        var pending = tokens.read(request.mfaToken);
        var by = Actor.user(pending.userId(), ClientAddress.of(http));
        return sent(pending.challenge(), channel(request.channel), by);
    }

    @PostMapping("/step-up")
    @Operation(operationId = "sendStepUpCode", summary = "Sends a code that proves again who the caller is")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CodeSentResponse stepUp(@Valid @RequestBody StepUpCodeRequest request, Caller caller) {
        if (caller.impersonator() != null) {
            throw new ImpersonationNotAllowed();
        }
        var channel = channel(request.channel);
        if (factors.isForRecovery(channel.code())) {
            throw new UnacceptableInput("channel", "is for recovery and proves no second factor");
        }
        return sent(challenges.open(caller.userId(), Purpose.STEP_UP), channel, caller.actor());
    }

    private CodeSentResponse sent(Challenge challenge, Channel channel, Actor by) {
        var sent = send.answering(challenge, channel, by);
        return new CodeSentResponse(challenge.id(), channel.code(), sent.to(), sent.until());
    }

    private static Channel channel(String name) {
        return Arrays.stream(Channel.values())
                .filter(channel -> channel.code().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnacceptableInput("channel", "is neither sms nor email"));
    }
}
