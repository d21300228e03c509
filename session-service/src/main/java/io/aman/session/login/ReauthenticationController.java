package io.aman.session.login;

import io.aman.platform.Secret;
import io.aman.platform.security.Caller;
import io.aman.session.identity.Password;
import io.aman.session.session.Origin;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReauthenticationController {

    record ReauthenticateRequest(@NotNull Secret password) {}

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
        var tokens = reauthenticate.reauthenticate(caller, Password.typed(request.password), origin);
        return new ReauthenticateResponse(
                tokens.access().reveal(), tokens.refresh().reveal());
    }
}
