package io.aman.session.passkey;

import io.aman.platform.security.Caller;
import io.aman.platform.security.ImpersonationNotAllowed;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.mfa.Challenges;
import io.aman.session.mfa.Purpose;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people do with their own passkeys. */
@RestController
@RequestMapping("/api/mfa/passkeys")
class PasskeyController {

    /** As long as options are good, after the sign-in that they were asked for with. */
    private static final int TWICE_FRESH = 2 * RequireFreshSignIn.SECONDS;

    /** @param publicKey what {@code PublicKeyCredential.parseCreationOptionsFromJSON} takes */
    record OptionsResponse(Map<String, Object> publicKey) {}

    /**
     * @param challengeId to be sent with the answer to {@code POST /api/auth/reauthenticate}
     * @param publicKey what {@code PublicKeyCredential.parseRequestOptionsFromJSON} takes
     */
    record ChallengeResponse(String challengeId, Map<String, Object> publicKey) {}

    /** @param credential what {@code PublicKeyCredential.toJSON} makes */
    record RegisterRequest(@NotNull String name, @NotNull Map<String, Object> credential) {}

    record RenameRequest(@NotNull String name) {}

    /** @param synced whether it may be on other devices as well */
    record PasskeyResponse(
            String id,
            String name,
            boolean synced,
            Instant createdAt,
            @Nullable Instant usedAt) {

        static PasskeyResponse of(Passkey key) {
            return new PasskeyResponse(key.id(), key.name(), key.synced(), key.createdAt(), key.usedAt());
        }
    }

    record PasskeysResponse(List<PasskeyResponse> items) {}

    private final RegisterPasskey register;
    private final OwnPasskeys own;
    private final PasskeyCheck check;
    private final Challenges challenges;
    private final IdentityProvider identity;

    PasskeyController(
            RegisterPasskey register,
            OwnPasskeys own,
            PasskeyCheck check,
            Challenges challenges,
            IdentityProvider identity) {
        this.register = register;
        this.own = own;
        this.check = check;
        this.challenges = challenges;
        this.identity = identity;
    }

    @PostMapping("/options")
    @Operation(operationId = "passkeyRegistrationOptions", summary = "What a browser needs to make a passkey")
    @RequireFreshSignIn
    OptionsResponse options(Caller caller) {
        return new OptionsResponse(
                register.options(identity.find(caller.userId()).orElseThrow(PasskeyError.NotFound::new)));
    }

    @PostMapping
    @Operation(operationId = "registerPasskey", summary = "Registers the passkey that the browser has made")
    @RequireFreshSignIn(maxAgeSeconds = TWICE_FRESH)
    @ResponseStatus(HttpStatus.CREATED)
    PasskeyResponse register(@Valid @RequestBody RegisterRequest request, Caller caller) {
        return PasskeyResponse.of(
                register.register(caller.userId(), PasskeyName.of(request.name), request.credential, caller.actor()));
    }

    @PostMapping("/challenge")
    @Operation(
            operationId = "challengePasskey",
            summary = "What a browser needs to prove again by a passkey who the caller is")
    ChallengeResponse challenge(Caller caller) {
        var challenge = challenges.open(caller.userId(), Purpose.STEP_UP);
        return check.optionsFor(caller.userId(), challenge.key())
                .map(options -> new ChallengeResponse(challenge.id(), options))
                .orElseThrow(PasskeyError.NotFound::new);
    }

    @GetMapping
    @Operation(operationId = "listPasskeys", summary = "The caller's own passkeys")
    PasskeysResponse mine(Caller caller) {
        return new PasskeysResponse(
                own.of(caller.userId()).stream().map(PasskeyResponse::of).toList());
    }

    @PutMapping("/{id}")
    @Operation(operationId = "renamePasskey", summary = "Gives a passkey another name")
    PasskeyResponse rename(@PathVariable String id, @Valid @RequestBody RenameRequest request, Caller caller) {
        if (caller.impersonator() != null) {
            throw new ImpersonationNotAllowed();
        }
        return PasskeyResponse.of(own.rename(caller.userId(), id, PasskeyName.of(request.name)));
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "removePasskey", summary = "Removes a passkey: it signs nobody in any more")
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id, Caller caller) {
        own.remove(caller.userId(), id, caller.actor());
    }
}
