package io.aman.session.token;

import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.aman.session.token.SigningKeyStore.Stored;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class KeyController {

    /** @param emergency whether a key may be known to somebody else: then all earlier ones are withdrawn at once */
    record RotateRequest(
            @NotBlank @Size(max = 500) String reason,
            @Nullable Boolean emergency) {}

    record RotateResponse(String keyId, Instant signsFrom) {

        static RotateResponse of(Stored key) {
            return new RotateResponse(key.keyId(), key.signsFrom());
        }
    }

    private final SigningKeys keys;

    KeyController(SigningKeys keys) {
        this.keys = keys;
    }

    @PostMapping("/api/admin/keys/rotate")
    @Operation(operationId = "rotateSigningKey", summary = "Replaces the key that access tokens are signed with")
    @RequirePermissions("key.admin")
    @RequireFreshSignIn
    RotateResponse rotate(@Valid @RequestBody RotateRequest request, Caller caller) {
        var by = caller.actor(request.reason);
        return RotateResponse.of(Boolean.TRUE.equals(request.emergency) ? keys.replaceAtOnce(by) : keys.rotate(by));
    }
}
