package io.aman.session.login;

import io.aman.platform.Secret;
import io.aman.platform.security.Caller;
import io.aman.platform.security.ClientAddress;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.NewUser;
import io.aman.session.identity.Password;
import io.aman.session.password.AcceptPassword;
import io.aman.session.password.OwnWords;
import io.aman.session.session.EndReason;
import io.aman.session.session.Origin;
import io.aman.session.session.SessionPolicy;
import io.aman.session.session.Sessions;
import io.aman.session.unlock.OwnersDevices;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
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

    /**
     * @param deviceToken what the device got when it was trusted; browsers send it as a cookie
     * @param knownDeviceToken what the device got with its last sign-in; browsers send it as a cookie
     * @param challengeSolution of the challenge that the last answer asked for
     */
    record LoginRequest(
            @NotNull String email,
            @NotNull Secret password,
            @Nullable Secret deviceToken,
            @Nullable Secret knownDeviceToken,

            @Nullable @Size(min = 1, max = 4096) String challengeSolution) {}

    /**
     * @param factor one of those that the first step named
     * @param code what that factor answers with
     * @param rememberDevice whether this device is to be trusted from now on; not where absent
     */
    record SecondStepRequest(
            @NotNull Secret mfaToken,
            @NotNull String factor,
            @NotNull Secret code,
            @Nullable Boolean rememberDevice) {}

    record RefreshRequest(@NotNull Secret refreshToken) {}

    record RefreshResponse(String token, String refreshToken) {

        @Override
        public String toString() {
            return "RefreshResponse[***]";
        }
    }

    /** What a trusted device shows. */
    static final String DEVICE = "__Host-aman-device";

    /** What any device shows at which the owner has signed in. */
    static final String KNOWN = OwnersDevices.COOKIE;

    /** The record at the server says how long it counts; the cookie only has to outlive that. */
    private static final Duration DEVICE_AGE = Duration.ofDays(60);

    private final IdentityProvider identity;
    private final AcceptPassword acceptPassword;
    private final LogIn logIn;
    private final SecondStep secondStep;
    private final RefreshSession refreshSession;
    private final Sessions sessions;
    private final SessionPolicy policy;

    AuthController(
            IdentityProvider identity,
            AcceptPassword acceptPassword,
            LogIn logIn,
            SecondStep secondStep,
            RefreshSession refreshSession,
            Sessions sessions,
            SessionPolicy policy) {
        this.identity = identity;
        this.acceptPassword = acceptPassword;
        this.logIn = logIn;
        this.secondStep = secondStep;
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
        var user = new NewUser(
                EmailAddress.of(request.email),
                Password.typed(request.password),
                request.name,
                Objects.requireNonNullElse(request.language, "en"));
        acceptPassword.require(user.password(), OwnWords.of(user.email(), user.name()), false);
        identity.register(user);
        return new RegisterResponse("registered");
    }

    @PostMapping("/login")
    @Operation(
            operationId = "login",
            summary = "Signs in with a password, or says which second factors may finish the sign-in")
    ResponseEntity<LoginResponse> login(
            @Valid @RequestBody LoginRequest request,
            @Parameter(hidden = true) @CookieValue(name = DEVICE, required = false) @Nullable String device,
            @Parameter(hidden = true) @CookieValue(name = KNOWN, required = false) @Nullable String known,
            HttpServletRequest http) {
        var outcome = logIn.logIn(
                EmailAddress.of(request.email),
                Password.typed(request.password),
                shown(request.deviceToken, device, request.knownDeviceToken, known)
                        .solving(request.challengeSolution),
                origin(http));
        return answer(outcome, policy);
    }

    @PostMapping("/login/mfa")
    @Operation(operationId = "finishLogin", summary = "Finishes a sign-in with a second factor")
    ResponseEntity<LoginResponse> finish(@Valid @RequestBody SecondStepRequest request, HttpServletRequest http) {
        var signedIn = secondStep.finish(
                request.mfaToken,
                request.factor,
                request.code,
                Boolean.TRUE.equals(request.rememberDevice),
                origin(http));
        return answer(signedIn, policy);
    }

    /** What a device gets goes into a cookie, too, where there is a browser to keep it. */
    static ResponseEntity<LoginResponse> answer(SignInOutcome outcome, SessionPolicy policy, String... cookies) {
        var response = ResponseEntity.ok().header(HttpHeaders.SET_COOKIE, cookies);
        if (outcome instanceof SignedIn signedIn) {
            var beside = signedIn.beside();
            keep(response, DEVICE, beside.deviceToken(), DEVICE_AGE);
            keep(response, KNOWN, beside.knownDevice(), OwnersDevices.COOKIE_AGE);
        }
        return response.body(LoginResponse.of(outcome, policy));
    }

    private static void keep(ResponseEntity.BodyBuilder response, String name, @Nullable Secret token, Duration age) {
        if (token != null) {
            response.header(HttpHeaders.SET_COOKIE, OidcController.cookie(name, token.reveal(), "Strict", age));
        }
    }

    /** What was sent counts before what a browser keeps. */
    static Shown shown(
            @Nullable Secret trusted,
            @Nullable String trustedCookie,
            @Nullable Secret known,
            @Nullable String knownCookie) {
        return new Shown(either(trusted, trustedCookie), either(known, knownCookie), null);
    }

    private static @Nullable Secret either(@Nullable Secret sent, @Nullable String cookie) {
        if (sent != null || cookie == null || cookie.isBlank()) {
            return sent;
        }
        return Secret.of(cookie);
    }

    private static Origin origin(HttpServletRequest http) {
        return new Origin(ClientAddress.of(http), http.getHeader(HttpHeaders.USER_AGENT));
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
