package io.aman.session.mfa.totp;

import io.aman.platform.Secret;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.session.mfa.FactorName;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Base64;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Authenticators of the caller. */
@RestController
@RequestMapping("/api/mfa/totp")
class TotpController {

    record AddRequest(@NotNull String name) {}

    /**
     * @param secret to be typed where no camera is at hand; shown once
     * @param uri the same for an app
     * @param qrPng Base64 of a PNG of the uri
     * @param qrSvg an SVG of it
     * @param confirmBefore when it is void without a code
     */
    record AddResponse(
            String id, String name, String secret, String uri, String qrPng, String qrSvg, Instant confirmBefore) {

        @Override
        public String toString() {
            return "AddResponse[" + id + "]";
        }
    }

    record ConfirmRequest(@NotNull String id, @NotNull Secret code) {}

    record ConfirmResponse(String id, String name, Instant addedAt) {}

    private final EnrolTotp enrol;

    TotpController(EnrolTotp enrol) {
        this.enrol = enrol;
    }

    @PostMapping
    @Operation(operationId = "addAuthenticator", summary = "Makes a seed for an app, which counts once it is confirmed")
    @RequireFreshSignIn
    AddResponse add(@Valid @RequestBody AddRequest request, Caller caller) {
        var begun = enrol.begin(caller, FactorName.of(request.name));
        var qr = QrCode.of(begun.uri());
        return new AddResponse(
                begun.id(),
                begun.name(),
                begun.seed().base32().reveal(),
                begun.uri().reveal(),
                Base64.getEncoder().encodeToString(qr.png()),
                qr.svg(),
                begun.confirmBefore());
    }

    @PostMapping("/confirm")
    @Operation(operationId = "confirmAuthenticator", summary = "Confirms an app by one of its codes")
    ConfirmResponse confirm(@Valid @RequestBody ConfirmRequest request, Caller caller) {
        var confirmed = enrol.confirm(caller, request.id, request.code);
        return new ConfirmResponse(confirmed.id(), confirmed.name(), confirmed.addedAt());
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "removeAuthenticator", summary = "Removes an app")
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id, Caller caller) {
        enrol.remove(caller, id);
    }
}
