package io.aman.session.mfa.backup;

import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class BackupCodeController {

    /** @param codes shown once; each counts once */
    record BackupCodesResponse(List<String> codes) {

        @Override
        public String toString() {
            return "BackupCodesResponse[***]";
        }
    }

    private final RenewBackupCodes renew;

    BackupCodeController(RenewBackupCodes renew) {
        this.renew = renew;
    }

    @PostMapping("/api/mfa/backup-codes")
    @Operation(
            operationId = "renewBackupCodes",
            summary = "Makes ten new codes that stand in for a lost factor; those before are void")
    @RequireFreshSignIn
    BackupCodesResponse renew(Caller caller) {
        return new BackupCodesResponse(
                renew.renew(caller).stream().map(BackupCode::shown).toList());
    }
}
