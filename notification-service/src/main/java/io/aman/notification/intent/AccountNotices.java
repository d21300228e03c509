package io.aman.notification.intent;

import io.aman.events.AccountEvent;
import io.aman.events.DeviceEvent.DeviceTrusted;
import io.aman.events.DeviceEvent.DevicesForgotten;
import io.aman.events.FactorEvent.BackupCodeUsed;
import io.aman.events.FactorEvent.BackupCodesRenewed;
import io.aman.events.FactorEvent.CodeRequested;
import io.aman.events.FactorEvent.FactorAdded;
import io.aman.events.FactorEvent.FactorRemoved;
import io.aman.events.FactorEvent.FactorsDisabled;
import io.aman.events.FactorEvent.FactorsReset;
import io.aman.events.FactorEvent.PasskeyCopied;
import io.aman.events.PasswordEvent.PasswordChanged;
import io.aman.events.PasswordEvent.PasswordExpiring;
import io.aman.events.PasswordEvent.PasswordResetRequested;
import io.aman.events.RecoveryEvent.RecoveryCompleted;
import io.aman.events.RecoveryEvent.RecoveryRequested;
import io.aman.events.SuspicionEvent.Disowned;
import io.aman.events.SuspicionEvent.SignInLocked;
import io.aman.events.SuspicionEvent.SignInQuestioned;
import io.aman.notification.intent.Notice.Reach;
import io.aman.notification.template.Facts;
import io.aman.notification.template.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the owner is told of each change to the ways into their account. */
final class AccountNotices {

    /** After this a code opens nothing (ASVS 5.0, 6.5.5), so it is not sent any more. */
    static final Duration CODE_LIFETIME = Duration.ofMinutes(10);

    private static final String SMS = "sms";
    private static final String KIND = "kind";

    private AccountNotices() {}

    static Notice of(AccountEvent event) {
        var reach = reach(event);
        var secrets = event.sealed() == null ? null : new Notice.Sealing(event.sealed(), event.sealingContext());
        return new Notice(
                template(event), event.userId(), facts(event), toldOnceFor(event), secrets, reach, timing(event));
    }

    /** A password that was changed expires no more: whoever was still to be reminded of it is not. */
    static Optional<String> obsolete(AccountEvent event) {
        return event instanceof PasswordChanged ? Optional.of(expiryOf(event.userId())) : Optional.empty();
    }

    private static Timing timing(AccountEvent event) {
        return switch (event) {
            case CodeRequested code -> Timing.until(code.at().plus(CODE_LIFETIME));
            case PasswordExpiring expiring -> Timing.cancelledBy(expiryOf(expiring.userId()));
            default -> Timing.AT_ONCE;
        };
    }

    private static String expiryOf(String userId) {
        return "password-expiring/" + userId;
    }

    /** One sign-in is asked about once, however often security-service is heard. */
    private static @Nullable String toldOnceFor(AccountEvent event) {
        return event instanceof SignInQuestioned questioned ? "questioned/" + questioned.activityId() : null;
    }

    private static Template template(AccountEvent event) {
        return switch (event) {
            case FactorAdded _ -> Template.FACTOR_ADDED;
            case FactorRemoved _ -> Template.FACTOR_REMOVED;
            case PasskeyCopied _ -> Template.PASSKEY_COPIED;
            case BackupCodesRenewed _ -> Template.BACKUP_CODES_RENEWED;
            case BackupCodeUsed _ -> Template.BACKUP_CODE_USED;
            case FactorsDisabled _ -> Template.FACTORS_DISABLED;
            case FactorsReset _ -> Template.FACTORS_RESET;
            case PasswordChanged _ -> Template.PASSWORD_CHANGED;
            case PasswordResetRequested _ -> Template.PASSWORD_RESET;
            case PasswordExpiring _ -> Template.PASSWORD_EXPIRING;
            case DeviceTrusted _ -> Template.DEVICE_TRUSTED;
            case DevicesForgotten _ -> Template.DEVICES_FORGOTTEN;
            case CodeRequested _ -> Template.ONE_TIME_CODE;
            case RecoveryRequested _ -> Template.RECOVERY_REQUESTED;
            case SignInLocked _ -> Template.SIGN_IN_LOCKED;
            case RecoveryCompleted _ -> Template.RECOVERY_COMPLETED;
            case Disowned _ -> Template.ACCOUNT_DISOWNED;
            case SignInQuestioned _ -> Template.SIGN_IN_QUESTIONED;
        };
    }

    /** What is asked for goes to the account alone; what has changed is told wherever the owner may be reached. */
    private static Reach reach(AccountEvent event) {
        return switch (event) {
            case CodeRequested code -> code.channel().equals(SMS) ? Reach.SMS : Reach.EMAIL;
            case PasswordResetRequested _, PasswordExpiring _, BackupCodeUsed _ -> Reach.EMAIL;
            case FactorAdded _,
                    FactorRemoved _,
                    PasskeyCopied _,
                    BackupCodesRenewed _,
                    FactorsDisabled _,
                    FactorsReset _,
                    PasswordChanged _,
                    DeviceTrusted _,
                    DevicesForgotten _,
                    RecoveryRequested _,
                    RecoveryCompleted _,
                    Disowned _,
                    SignInLocked _,
                    SignInQuestioned _ -> Reach.EVERY_EMAIL;
        };
    }

    private static Facts facts(AccountEvent event) {
        var address = event.by().address();
        return switch (event) {
            case FactorAdded e -> factor(e.kind(), e.name(), address);
            case FactorRemoved e -> factor(e.kind(), e.name(), address);
            case PasskeyCopied e -> facts(texts("factor", e.name(), address), Map.of());
            case FactorsDisabled e -> new Facts(Map.of(), Map.of(), Map.of(KIND, e.kind()), Map.of());
            case FactorsReset e -> facts(texts("reason", e.by().reason(), null), Map.of());
            case BackupCodeUsed e -> facts(texts("left", Integer.toString(e.left()), address), Map.of());
            case PasswordChanged e -> facts(texts(address), Map.of("how", e.how()));
            case PasswordExpiring e -> facts(texts("days", Integer.toString(e.days()), null), Map.of());
            case DeviceTrusted e -> facts(texts("device", e.device(), address), Map.of());
            case DevicesForgotten e -> facts(texts(address), Map.of("why", e.reason()));
            case CodeRequested e -> facts(texts(address), Map.of("purpose", e.purpose()));
            case SignInQuestioned e -> facts(texts("device", e.device(), address), unusual(e));
            case RecoveryRequested e -> recovery(address, e.availableAt());
            case BackupCodesRenewed _, PasswordResetRequested _, RecoveryCompleted _, SignInLocked _, Disowned _ ->
                facts(texts(address), Map.of());
        };
    }

    private static Facts factor(String kind, @Nullable String name, @Nullable String address) {
        return facts(texts("factor", name, address), Map.of(KIND, kind));
    }

    /** The gravest alone: the others are among the sign-ins. */
    private static Map<String, String> unusual(SignInQuestioned event) {
        return event.reasons().isEmpty()
                ? Map.of()
                : Map.of("unusual", event.reasons().getFirst());
    }

    private static Facts recovery(@Nullable String address, Instant availableAt) {
        return new Facts(Map.of(), texts(address), Map.of(), Map.of("availableAt", availableAt));
    }

    private static Facts facts(Map<String, String> texts, Map<String, String> codes) {
        return new Facts(Map.of(), texts, codes, Map.of());
    }

    private static Map<String, String> texts(@Nullable String address) {
        return address == null ? Map.of() : Map.of("address", address);
    }

    private static Map<String, String> texts(String name, @Nullable String text, @Nullable String address) {
        var texts = new HashMap<>(texts(address));
        if (text != null) {
            texts.put(name, text);
        }
        return texts;
    }
}
