package io.aman.session.disown;

import io.aman.platform.Secret;
import io.aman.platform.security.ClientAddress;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DisownController {

    record NotMeRequest(@NotNull Secret token) {}

    private final Disown disown;

    DisownController(Disown disown) {
        this.disown = disown;
    }

    /** Needs no sign-in: whoever took the account over may have locked its owner out. */
    @PostMapping("/api/auth/not-me")
    @Operation(
            operationId = "disown",
            summary = "Ends all sessions, forgets trusted devices and starts a password reset, by the link of a notice")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void notMe(@Valid @RequestBody NotMeRequest request, HttpServletRequest http) {
        disown.disown(request.token, ClientAddress.of(http));
    }
}
