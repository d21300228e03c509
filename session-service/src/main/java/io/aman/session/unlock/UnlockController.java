package io.aman.session.unlock;

import io.aman.platform.Secret;
import io.aman.platform.security.ClientAddress;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class UnlockController {

    /** @param token what stands behind {@code #} in the link */
    record UnlockRequest(@NotNull Secret token) {}

    /** @param knownDeviceToken what this device is to send with its next sign-in; browsers have it as a cookie */
    record UnlockResponse(String knownDeviceToken) {

        @Override
        public String toString() {
            return "UnlockResponse[***]";
        }
    }

    private final UnlockAccount unlockAccount;

    UnlockController(UnlockAccount unlockAccount) {
        this.unlockAccount = unlockAccount;
    }

    @PostMapping("/api/security/unlock")
    @Operation(
            operationId = "unlockAccount",
            summary = "Opens an account that too many wrong passwords have locked, by the token of a link, once")
    ResponseEntity<UnlockResponse> unlock(@Valid @RequestBody UnlockRequest request, HttpServletRequest http) {
        var token = unlockAccount.unlock(request.token, ClientAddress.of(http)).reveal();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.SET_COOKIE, cookie(token))
                .body(new UnlockResponse(token));
    }

    private static String cookie(String token) {
        return ResponseCookie.from(OwnersDevices.COOKIE, token)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite("Strict")
                .maxAge(OwnersDevices.COOKIE_AGE)
                .build()
                .toString();
    }
}
