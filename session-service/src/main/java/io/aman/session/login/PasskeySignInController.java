package io.aman.session.login;

import io.aman.platform.Secret;
import io.aman.platform.security.ClientAddress;
import io.aman.session.session.Origin;
import io.aman.session.session.SessionPolicy;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signing in by a passkey. */
@RestController
@RequestMapping("/api/auth/passkey")
class PasskeySignInController {

    /** @param mfaToken of the first step, where a passkey is to be the second one */
    record PasskeyOptionsRequest(@Nullable Secret mfaToken) {}

    /** @param publicKey what {@code PublicKeyCredential.parseRequestOptionsFromJSON} takes */
    record PasskeyOptionsResponse(Map<String, Object> publicKey) {}

    /** @param credential what {@code PublicKeyCredential.toJSON} makes */
    record PasskeySignInRequest(@NotNull Map<String, Object> credential) {}

    private final PasskeySignIn signIn;
    private final SessionPolicy policy;

    PasskeySignInController(PasskeySignIn signIn, SessionPolicy policy) {
        this.signIn = signIn;
        this.policy = policy;
    }

    @PostMapping("/options")
    @Operation(
            operationId = "passkeySignInOptions",
            summary = "What a browser needs to sign in by a passkey, alone or as the second step")
    PasskeyOptionsResponse options(@Valid @RequestBody PasskeyOptionsRequest request) {
        return new PasskeyOptionsResponse(
                request.mfaToken == null ? signIn.options() : signIn.options(request.mfaToken));
    }

    @PostMapping
    @Operation(operationId = "signInByPasskey", summary = "Signs in by a passkey, without a password")
    ResponseEntity<LoginResponse> signIn(@Valid @RequestBody PasskeySignInRequest request, HttpServletRequest http) {
        var origin = new Origin(ClientAddress.of(http), http.getHeader(HttpHeaders.USER_AGENT));
        return AuthController.answer(signIn.signIn(request.credential, origin), policy);
    }
}
