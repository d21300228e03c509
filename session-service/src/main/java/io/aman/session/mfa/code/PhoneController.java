package io.aman.session.mfa.code;

import io.aman.platform.Secret;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The telephone that takes the caller's codes. */
@RestController
@RequestMapping("/api/mfa/sms")
class PhoneController {

    /** @param number with its country's code, as {@code +4915123456789} */
    record AddPhoneRequest(@NotNull Secret number) {}

    /** @param number what its owner recognizes it by */
    record AddPhoneResponse(String number, Instant confirmBefore) {}

    record ConfirmPhoneRequest(@NotNull Secret code) {}

    record ConfirmPhoneResponse(String number, Instant addedAt) {}

    private final EnrolPhone enrol;

    PhoneController(EnrolPhone enrol) {
        this.enrol = enrol;
    }

    @PostMapping
    @Operation(operationId = "addPhone", summary = "Sends a code to a telephone, which counts once it is confirmed")
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.ACCEPTED)
    AddPhoneResponse add(@Valid @RequestBody AddPhoneRequest request, Caller caller) {
        var sent = enrol.begin(caller, request.number);
        return new AddPhoneResponse(Objects.requireNonNull(sent.to()), sent.until());
    }

    @PostMapping("/confirm")
    @Operation(operationId = "confirmPhone", summary = "Confirms a telephone by the code that it got")
    ConfirmPhoneResponse confirm(@Valid @RequestBody ConfirmPhoneRequest request, Caller caller) {
        var phone = enrol.confirm(caller, request.code);
        return new ConfirmPhoneResponse(phone.shown(), phone.addedAt());
    }

    @DeleteMapping
    @Operation(operationId = "removePhone", summary = "Sends no more codes to the telephone")
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller) {
        enrol.remove(caller);
    }
}
