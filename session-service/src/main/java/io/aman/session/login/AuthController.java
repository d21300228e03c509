package io.aman.session.login;

import io.aman.platform.Secret;
import io.aman.platform.security.Caller;
import io.aman.platform.security.ClientAddress;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.NewUser;
import io.aman.session.identity.Password;
import io.aman.session.session.EndReason;
import io.aman.session.session.Origin;
import io.aman.session.session.SessionPolicy;
import io.aman.session.session.Sessions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/auth")
class AuthController {

    /** @param language {@code en} where absent */
    record RegisterRequest(
            @NotNull String email,
            @NotNull Secret password,
            @NotNull String name,
            @Nullable String language) {}

    record RegisterResponse(String status) {}

    record LoginRequest(@NotNull String email, @NotNull Secret password) {}

    record RefreshRequest(@NotNull Secret refreshToken) {}

    record RefreshResponse(String token, String refreshToken) {

        @Override
        public String toString() {
            return "RefreshResponse[***]";
        }
    }

    private final IdentityProvider identity;
    private final LogIn logIn;
    private final RefreshSession refreshSession;
    private final Sessions sessions;
    private final SessionPolicy policy;

    AuthController(
            IdentityProvider identity,
            LogIn logIn,
            RefreshSession refreshSession,
            Sessions sessions,
            SessionPolicy policy) {
        this.identity = identity;
        this.logIn = logIn;
        this.refreshSession = refreshSession;
        this.sessions = sessions;
        this.policy = policy;
    }

    /** The same answer for a new address and for a known one: only its owner learns the difference. */
    @PostMapping("/register")
    @Operation(
            operationId = "register",
            summary = "Registers; the answer is the same whether the address is known or not")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RegisterResponse register(@Valid @RequestBody RegisterRequest request) {
        identity.register(new NewUser(
                EmailAddress.of(request.email),
                Password.chosen(request.password),
                request.name,
                Objects.requireNonNullElse(request.language, "en")));
        return new RegisterResponse("registered");
    }

    @PostMapping("/login")
    @Operation(operationId = "login", summary = "Signs in with a password")
    LoginResponse login(@Valid @RequestBody LoginRequest request, HttpServletRequest http) {
        var origin = new Origin(ClientAddress.of(http), http.getHeader(HttpHeaders.USER_AGENT));
        var signedIn = logIn.logIn(EmailAddress.of(request.email), Password.typed(request.password), origin);
        return LoginResponse.of(signedIn, policy);
    }

    @PostMapping("/refresh")
    @Operation(operationId = "refresh", summary = "Exchanges a refresh token, once, for two new tokens")
    RefreshResponse refresh(@Valid @RequestBody RefreshRequest request) {
        var tokens = refreshSession.refresh(request.refreshToken);
        return new RefreshResponse(tokens.access().reveal(), tokens.refresh().reveal());
    }

    /** Ends the session of the access token; a second time changes nothing. */
    @PostMapping("/logout")
    @Operation(operationId = "logout", summary = "Ends the session of the access token")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(Caller caller) {
        sessions.end(caller.sessionId(), EndReason.LOGOUT, caller.actor());
    }
}
