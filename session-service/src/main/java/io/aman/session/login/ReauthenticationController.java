package io.aman.session.login;

import io.aman.platform.Secret;
import io.aman.platform.security.Caller;
import io.aman.session.identity.Password;
import io.aman.session.identity.UnacceptableInput;
import io.aman.session.session.Origin;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReauthenticationController {

    /**
     * @param password of who has no second factor
     * @param factor which one is shown, of who has one
     * @param code what that factor answers with
     * @param challengeId where a code was sent for it
     */
    record ReauthenticateRequest(
            @Nullable Secret password,
            @Nullable String factor,
            @Nullable Secret code,
            @Nullable String challengeId) {}

    record ReauthenticateResponse(String token, String refreshToken) {

        @Override
        public String toString() {
            return "ReauthenticateResponse[***]";
        }
    }

    private final Reauthenticate reauthenticate;

    ReauthenticationController(Reauthenticate reauthenticate) {
        this.reauthenticate = reauthenticate;
    }

    @PostMapping("/api/auth/reauthenticate")
    @Operation(
            operationId = "reauthenticate",
            summary = "Proves again who the caller is, for what asks for a fresh sign-in")
    ReauthenticateResponse reauthenticate(
            @Valid @RequestBody ReauthenticateRequest request, Caller caller, HttpServletRequest http) {
        var origin = new Origin(caller.address(), http.getHeader(HttpHeaders.USER_AGENT));
        var tokens = proved(request, caller, origin);
        return new ReauthenticateResponse(
                tokens.access().reveal(), tokens.refresh().reveal());
    }

    private Tokens proved(ReauthenticateRequest request, Caller caller, Origin origin) {
        if (request.password != null && request.factor == null && request.code == null) {
            return reauthenticate.byPassword(caller, Password.typed(request.password), origin);
        }
        if (request.password == null && request.factor != null && request.code != null) {
            return reauthenticate.byFactor(caller, request.factor, request.code, request.challengeId, origin);
        }
        throw new UnacceptableInput("password", "is to be sent alone, or a factor and its code instead");
    }
}
