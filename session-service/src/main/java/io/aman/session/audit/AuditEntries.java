package io.aman.session.audit;

import io.aman.events.AccessEvent;
import io.aman.events.AccessEvent.DeviceForgotten;
import io.aman.events.AccessEvent.PasswordResetSent;
import io.aman.events.AccessEvent.RecordsRemoved;
import io.aman.events.AccessEvent.RecoveryCancelled;
import io.aman.events.AccessEvent.RoleChanged;
import io.aman.events.AccessEvent.RoleLimits;
import io.aman.events.AccessEvent.SigningKeyRotated;
import io.aman.events.AccessEvent.UserDisabled;
import io.aman.events.AccessEvent.UserEnabled;
import io.aman.events.AccessEvent.UserImpersonated;
import io.aman.events.AccessEvent.UserRolesChanged;
import io.aman.events.AccessEvent.UserUnlocked;
import io.aman.events.AccountEvent;
import io.aman.events.ActivityEvent;
import io.aman.events.Actor;
import io.aman.events.DeviceEvent.DeviceTrusted;
import io.aman.events.DeviceEvent.DevicesForgotten;
import io.aman.events.DomainEvent;
import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.FactorEvent.BackupCodeUsed;
import io.aman.events.FactorEvent.BackupCodesRenewed;
import io.aman.events.FactorEvent.CodeRequested;
import io.aman.events.FactorEvent.FactorAdded;
import io.aman.events.FactorEvent.FactorRemoved;
import io.aman.events.FactorEvent.FactorsDisabled;
import io.aman.events.FactorEvent.FactorsReset;
import io.aman.events.FactorEvent.PasskeyCopied;
import io.aman.events.InboxEvent;
import io.aman.events.InvoiceEvent;
import io.aman.events.LoginEvent;
import io.aman.events.PasswordEvent.PasswordChanged;
import io.aman.events.PasswordEvent.PasswordExpiring;
import io.aman.events.PasswordEvent.PasswordResetRequested;
import io.aman.events.PaymentEvent;
import io.aman.events.RecoveryEvent.RecoveryCompleted;
import io.aman.events.RecoveryEvent.RecoveryRequested;
import io.aman.events.RevocationEvent;
import io.aman.events.SecurityEvent;
import io.aman.events.SessionEvent;
import io.aman.events.SessionEvent.AccessRefused;
import io.aman.events.SessionEvent.AllEnded;
import io.aman.events.SessionEvent.Ended;
import io.aman.events.SessionEvent.Extended;
import io.aman.events.SessionEvent.Reauthenticated;
import io.aman.events.SessionEvent.Started;
import io.aman.events.SuspicionEvent.Disowned;
import io.aman.events.SuspicionEvent.SignInLocked;
import io.aman.events.SuspicionEvent.SignInQuestioned;
import io.aman.events.UserEvent;
import io.aman.events.WebhookEvent;
import io.aman.platform.Ids;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Makes entries of events. */
final class AuditEntries {

    private static final String USER = "user:";

    private AuditEntries() {}

    /** Empty for what concerns nobody who is known here. */
    static Optional<AuditEntry> of(EventEnvelope<? extends DomainEvent> event) {
        return switch (event.data()) {
            case SessionEvent session -> Optional.of(of(event, session));
            case AccessEvent access -> of(event, access);
            case LoginEvent.Succeeded login ->
                Optional.of(told(event, login.userId(), signIn(login), login.sessionId(), null));
            case LoginEvent.Failed login ->
                Optional.ofNullable(login.userId())
                        .map(userId -> told(event, userId, signIn(login, login.reason()), null, null));
            case UserEvent user -> Optional.of(told(event, user.userId(), null, null, null));
            case AccountEvent account ->
                Optional.of(told(event, account.userId(), account.by(), null, detail(account)));
            case PaymentEvent _,
                    InvoiceEvent _,
                    ActivityEvent _,
                    RevocationEvent _,
                    SecurityEvent _,
                    WebhookEvent _,
                    InboxEvent _ -> Optional.empty();
        };
    }

    private static AuditEntry of(EventEnvelope<?> event, SessionEvent data) {
        var userId = data.userId();
        return switch (data) {
            case Started started -> {
                var by = started.by() == null ? Actor.user(userId, started.address()) : started.by();
                yield told(event, userId, by, started.sessionId(), null);
            }
            case Ended ended -> told(event, userId, ended.by(), ended.sessionId(), ended.reason());
            case AllEnded ended -> told(event, userId, ended.by(), ended.sparedSessionId(), ended.reason());
            case Extended extended ->
                told(event, userId, extended.by(), extended.sessionId(), "until " + extended.expiresAt());
            case Reauthenticated proved -> told(event, userId, proved.by(), proved.sessionId(), null);
            case AccessRefused refused -> told(event, userId, refused.by(), refused.sessionId(), null);
        };
    }

    private static Optional<AuditEntry> of(EventEnvelope<?> event, AccessEvent data) {
        var by = data.by();
        return switch (data) {
            case UserDisabled e -> Optional.of(told(event, e.userId(), by, null, null));
            case UserEnabled e -> Optional.of(told(event, e.userId(), by, null, null));
            case PasswordResetSent e -> Optional.of(told(event, e.userId(), by, null, null));
            case DeviceForgotten e -> Optional.of(told(event, e.userId(), by, null, e.device()));
            case RecoveryCancelled e -> Optional.of(told(event, e.userId(), by, null, null));
            case UserUnlocked e -> Optional.of(told(event, e.userId(), by, null, null));
            case UserRolesChanged e -> Optional.of(told(event, e.userId(), by, null, change(e.from(), e.to())));
            case UserImpersonated e -> Optional.of(told(event, e.userId(), by, e.sessionId(), "until " + e.until()));
            case RoleChanged e -> byWhom(event, by, e.role() + ": " + change(e.from(), e.to()) + limits(e));
            case SigningKeyRotated e -> byWhom(event, by, e.keyId());
            case RecordsRemoved e -> byWhom(event, by, e.count() + " records");
        };
    }

    /** Nothing of what is sealed. */
    private static @Nullable String detail(AccountEvent data) {
        return switch (data) {
            case FactorAdded added -> factor(added.kind(), added.name());
            case FactorRemoved removed -> factor(removed.kind(), removed.name());
            case FactorsDisabled disabled -> disabled.kind();
            case PasskeyCopied copied -> copied.name();
            case BackupCodeUsed used -> used.left() + " left";
            case PasswordChanged changed -> changed.how();
            case PasswordExpiring expiring -> "in %d days".formatted(expiring.days());
            case DeviceTrusted trusted -> trusted.device();
            case DevicesForgotten forgotten -> forgotten.reason();
            case SignInQuestioned questioned -> String.join(", ", questioned.reasons());
            case CodeRequested code -> "by %s for %s".formatted(code.channel(), code.purpose());
            case SignInLocked locked -> "until " + locked.until();
            case RecoveryRequested recovery -> "from " + recovery.availableAt();
            case BackupCodesRenewed _, FactorsReset _, PasswordResetRequested _, RecoveryCompleted _, Disowned _ ->
                null;
        };
    }

    private static String factor(String kind, @Nullable String name) {
        return name == null ? kind : kind + " " + name;
    }

    /** What is done to nobody in particular is kept with who did it, where that is a person. */
    private static Optional<AuditEntry> byWhom(EventEnvelope<?> event, Actor by, String detail) {
        return by.name().startsWith(USER)
                ? Optional.of(told(event, by.name().substring(USER.length()), by, null, detail))
                : Optional.empty();
    }

    private static AuditEntry told(
            EventEnvelope<?> event,
            String userId,
            @Nullable Actor by,
            @Nullable String sessionId,
            @Nullable String detail) {
        return new AuditEntry(
                Ids.derived("aud_", event.id()),
                userId,
                event.time().truncatedTo(ChronoUnit.MILLIS), // as precise as it is stored
                EventCodec.typeOf(event.data()),
                by == null ? null : by.name(),
                by == null ? null : by.address(),
                by == null ? null : by.reason(),
                sessionId,
                detail);
    }

    private static Actor signIn(LoginEvent.Succeeded login) {
        return Actor.user(login.userId(), login.address());
    }

    /** Nobody knows who that was. */
    private static Actor signIn(LoginEvent.Failed login, String reason) {
        return new Actor("unknown", login.address(), reason);
    }

    private static String limits(RoleChanged event) {
        return Objects.equals(event.limitsFrom(), event.limitsTo())
                ? ""
                : "; limits " + said(event.limitsFrom()) + " -> " + said(event.limitsTo());
    }

    private static String said(@Nullable RoleLimits limits) {
        if (limits == null) {
            return "none";
        }
        var said = new StringJoiner(", ");
        add(said, limits.perSecond(), "/s");
        add(said, limits.perMinute(), "/min");
        add(said, limits.concurrency(), " at once");
        add(said, limits.daily(), "/day");
        add(said, limits.monthly(), "/month");
        return said.toString();
    }

    private static void add(StringJoiner said, long limit, String unit) {
        if (limit > 0) {
            said.add(limit + unit);
        }
    }

    private static String change(List<String> from, List<String> to) {
        return String.join(", ", from) + " -> " + String.join(", ", to);
    }
}
