package io.aman.session.password;

import io.aman.platform.Secret;
import io.aman.platform.security.Caller;
import io.aman.platform.security.ClientAddress;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.Password;
import io.aman.session.session.Origin;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/auth/password")
class PasswordController {

    /** @param current absent where people sign in at the directory's own pages */
    record ChangeRequest(@Nullable Secret current, @NotNull Secret password) {}

    /** @param passwordToken of the answer that said that the password has expired */
    record ExpiredChangeRequest(
            @NotNull Secret passwordToken,
            @NotNull Secret current,
            @NotNull Secret password) {}

    record ForgotRequest(@NotNull String email) {}

    record ForgotResponse(String status) {}

    /** @param token what stands behind {@code #} in the link */
    record ResetRequest(@NotNull Secret token, @NotNull Secret password) {}

    private final ChangePassword changePassword;
    private final ForgotPassword forgotPassword;
    private final ResetPassword resetPassword;
    private final PasswordUpkeep upkeep;

    PasswordController(
            ChangePassword changePassword,
            ForgotPassword forgotPassword,
            ResetPassword resetPassword,
            PasswordUpkeep upkeep) {
        this.changePassword = changePassword;
        this.forgotPassword = forgotPassword;
        this.resetPassword = resetPassword;
        this.upkeep = upkeep;
    }

    @PostMapping("/change")
    @Operation(operationId = "changePassword", summary = "Changes the caller's password; all their sessions end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@Valid @RequestBody ChangeRequest request, Caller caller, HttpServletRequest http) {
        var present = request.current == null ? null : Password.typed(request.current);
        changePassword.change(caller, present, Password.typed(request.password), origin(http));
    }

    @PostMapping("/change/expired")
    @Operation(
            operationId = "changeExpiredPassword",
            summary = "Changes a password that has expired, with the token of the refused sign-in")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeExpired(@Valid @RequestBody ExpiredChangeRequest request, HttpServletRequest http) {
        changePassword.changeExpired(
                request.passwordToken, Password.typed(request.current), Password.typed(request.password), origin(http));
    }

    /** The same answer, after the same work, for a known address and for an unknown one. */
    @PostMapping("/forgot")
    @Operation(
            operationId = "forgotPassword",
            summary =
                    "Sends a link to choose a new password; the answer is the same whether the address is known or not")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ForgotResponse forgot(@Valid @RequestBody ForgotRequest request, HttpServletRequest http) {
        forgotPassword.forgot(EmailAddress.of(request.email), origin(http), upkeep.workers()::execute);
        return new ForgotResponse("accepted");
    }

    @PostMapping("/reset")
    @Operation(
            operationId = "resetPassword",
            summary = "Chooses a new password by the token of a link, once; it signs nobody in")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset(@Valid @RequestBody ResetRequest request, HttpServletRequest http) {
        resetPassword.reset(request.token, Password.typed(request.password), origin(http));
    }

    private static Origin origin(HttpServletRequest http) {
        return new Origin(ClientAddress.of(http), http.getHeader(HttpHeaders.USER_AGENT));
    }
}
