package io.aman.session.login;

import io.aman.events.Actor;
import io.aman.platform.Secret;
import io.aman.platform.docs.Answers;
import io.aman.platform.security.ClientAddress;
import io.aman.session.identity.SignInElsewhere;
import io.aman.session.identity.SignInRefused;
import io.aman.session.identity.SignOutElsewhere;
import io.aman.session.session.EndReason;
import io.aman.session.session.Origin;
import io.aman.session.session.People;
import io.aman.session.session.SessionPolicy;
import io.aman.session.session.Sessions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Signing in by browser at the directory's pages, and hearing of a logout there. */
@RestController
@RequestMapping("/api/auth/oidc")
@ConditionalOnProperty("session.identity.oidc.redirect-uri")
class OidcController {

    private static final String STATE = "__Host-aman-oidc";
    private static final String CODE = "__Host-aman-signin";

    /** Longer than either is good for: what is over is refused with a reason rather than not sent. */
    private static final Duration COOKIE_AGE = Duration.ofHours(1);

    private static final String GONE = "The sign-in was not begun in this browser; begin again.";

    private final SignInElsewhere elsewhere;
    private final SignOutElsewhere signOuts;
    private final VouchedSignIn signIn;
    private final Sessions sessions;
    private final People people;
    private final SessionPolicy policy;

    OidcController(
            SignInElsewhere elsewhere,
            SignOutElsewhere signOuts,
            VouchedSignIn signIn,
            Sessions sessions,
            People people,
            SessionPolicy policy) {
        this.elsewhere = elsewhere;
        this.signOuts = signOuts;
        this.signIn = signIn;
        this.sessions = sessions;
        this.people = people;
        this.policy = policy;
    }

    /** @param to the name of a configured place to return to */
    @GetMapping("/start")
    @Operation(operationId = "startOidc", summary = "Sends a browser to the directory's own pages to sign in")
    @Answers(status = 302)
    ResponseEntity<Void> start(@RequestParam String to) {
        var departure = elsewhere.depart(to);
        // Lax: the way back is a navigation from another site.
        return onward(departure.to(), cookie(STATE, departure.state().reveal(), "Lax", COOKIE_AGE));
    }

    /** The directory's answer; what was earned goes on in a cookie, never in the address. */
    @GetMapping("/callback")
    @Operation(operationId = "finishOidc", summary = "Where the directory sends the browser back to")
    @Answers(status = 302)
    ResponseEntity<Void> callback(
            HttpServletRequest request, @CookieValue(name = STATE, required = false) @Nullable String state) {
        var query = Objects.requireNonNullElse(request.getQueryString(), "");
        var arrival = elsewhere.arrive(query, presented(state));
        return onward(
                arrival.to(),
                cookie(CODE, arrival.code().reveal(), "Strict", COOKIE_AGE),
                cookie(STATE, "", "Lax", Duration.ZERO));
    }

    /** Exchanges the cookie, once, for what a login answers. */
    @PostMapping("/session")
    @Operation(
            operationId = "createOidcSession",
            summary = "Exchanges what the browser brought back, once, for a session")
    ResponseEntity<LoginResponse> session(
            HttpServletRequest http,
            @CookieValue(name = CODE, required = false) @Nullable String code,
            @CookieValue(name = AuthController.DEVICE, required = false) @Nullable String device,
            @CookieValue(name = AuthController.KNOWN, required = false) @Nullable String known) {
        var origin = new Origin(ClientAddress.of(http), http.getHeader(HttpHeaders.USER_AGENT));
        var outcome = signIn.signIn(presented(code), AuthController.shown(null, device, null, known), origin);
        return AuthController.answer(outcome, policy, cookie(CODE, "", "Strict", Duration.ZERO));
    }

    /** OpenID Connect Back-Channel Logout 1.0, section 2.5: from the directory itself, never from a browser. */
    @PostMapping(path = "/backchannel-logout", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @Operation(
            operationId = "oidcBackChannelLogout",
            summary = "Hears from the directory that somebody signed out there")
    @Answers(status = 200)
    ResponseEntity<Void> backChannelLogout(@RequestParam("logout_token") String token) {
        signOuts.accept(token, this::end);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).build();
    }

    private void end(SignOutElsewhere.Notice notice) {
        var by = Actor.system("identity");
        if (notice.identitySession() != null) {
            sessions.vouchedForBy(notice.identitySession())
                    .forEach(session -> sessions.end(session.id(), EndReason.IDENTITY_LOGOUT, by));
        } else if (notice.userId() != null) {
            people.endAll(notice.userId(), EndReason.IDENTITY_LOGOUT, by);
        }
    }

    private static Secret presented(@Nullable String cookie) {
        if (cookie == null || cookie.isBlank()) {
            throw new SignInRefused(GONE);
        }
        return Secret.of(cookie);
    }

    private static ResponseEntity<Void> onward(URI to, String... cookies) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(to)
                .header(HttpHeaders.SET_COOKIE, cookies)
                .cacheControl(CacheControl.noStore())
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    static String cookie(String name, String value, String sameSite, Duration age) {
        return ResponseCookie.from(name, value)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite(sameSite)
                .maxAge(age)
                .build()
                .toString();
    }
}
