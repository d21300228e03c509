package io.aman.events;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happened to the ways into an account: second factors, password, trusted devices; on {@link Topics#SESSIONS}, keyed
 * by the user's id.
 *
 * <p>What must stay secret (link, code, telephone number) travels in {@link #sealed} alone: a JSON object of texts,
 * encrypted with {@link #sealingContext()} as associated data. Only who renders the message opens it. Each event that
 * tells of a change seals {@value #NOT_ME} there beside its own.
 */
public sealed interface AccountEvent extends DomainEvent {

    /** The sealed link by which the owner says that it was not them. */
    String NOT_ME = "notMe";

    /** The sealed one-time link that a {@link PasswordResetRequested}, {@link RecoveryRequested} or {@link
     * SignInLocked} is about. */
    String LINK = "link";

    /** The sealed code of a {@link CodeRequested}. */
    String CODE = "code";

    /** The sealed telephone number (E.164) or e-mail address that a code goes to. */
    String TO = "to";

    String userId();

    Instant at();

    Actor by();

    /** Null where nothing secret goes with it. */
    @Nullable
    String sealed();

    /** What {@link #sealed} is bound to. */
    default String sealingContext() {
        return sealingContext(getClass(), userId());
    }

    /** The same before the event is made: its type and whom it is about, so that no sealed text passes for another. */
    static String sealingContext(Class<? extends AccountEvent> type, String userId) {
        return EventCodec.typeOf(type) + "/" + userId;
    }

    /**
     * A second factor counts from now on.
     *
     * @param kind {@code totp}, {@code passkey}, {@code backup-codes}, {@code sms} or {@code email}
     * @param name as the person calls it, where they gave one
     */
    @EventType("account.factor-added.v1")
    record FactorAdded(
            String userId,
            String kind,
            @Nullable String name,
            Instant at,
            Actor by,
            @Nullable String sealed) implements AccountEvent {

        public FactorAdded {
            require(userId, at, by);
            Objects.requireNonNull(kind, "kind");
        }
    }

    /** A second factor is gone; as {@link FactorAdded}. */
    @EventType("account.factor-removed.v1")
    record FactorRemoved(
            String userId,
            String kind,
            @Nullable String name,
            Instant at,
            Actor by,
            @Nullable String sealed) implements AccountEvent {

        public FactorRemoved {
            require(userId, at, by);
            Objects.requireNonNull(kind, "kind");
        }
    }

    /** A passkey has signed less often than it had before: somebody has a copy of it. What it signed was refused. */
    @EventType("account.passkey-copied.v1")
    record PasskeyCopied(
            String userId,
            String name,
            Instant at,
            Actor by,
            @Nullable String sealed) implements AccountEvent {

        public PasskeyCopied {
            require(userId, at, by);
            Objects.requireNonNull(name, "name");
        }
    }

    /** New backup codes were made; the former ones are void. */
    @EventType("account.backup-codes-renewed.v1")
    record BackupCodesRenewed(
            String userId, Instant at, Actor by, @Nullable String sealed) implements AccountEvent {

        public BackupCodesRenewed {
            require(userId, at, by);
        }
    }

    /** @param left how many of the backup codes are unused */
    @EventType("account.backup-code-used.v1")
    record BackupCodeUsed(
            String userId,
            int left,
            Instant at,
            Actor by,
            @Nullable String sealed) implements AccountEvent {

        public BackupCodeUsed {
            require(userId, at, by);
        }
    }

    /** After a hundred failures in a row the factors of this kind count no more. */
    @EventType("account.factors-disabled.v1")
    record FactorsDisabled(
            String userId,
            String kind,
            Instant at,
            Actor by,
            @Nullable String sealed) implements AccountEvent {

        public FactorsDisabled {
            require(userId, at, by);
            Objects.requireNonNull(kind, "kind");
        }
    }

    /** An administrator removed every second factor, for the reason they gave. */
    @EventType("account.factors-reset.v1")
    record FactorsReset(
            String userId, Instant at, Actor by, @Nullable String sealed) implements AccountEvent {

        public FactorsReset {
            require(userId, at, by);
        }
    }

    /** @param how {@code changed} by its owner, {@code reset} by a link, or {@code expired} and replaced at sign-in */
    @EventType("account.password-changed.v1")
    record PasswordChanged(
            String userId,
            String how,
            Instant at,
            Actor by,
            @Nullable String sealed) implements AccountEvent {

        public PasswordChanged {
            require(userId, at, by);
            Objects.requireNonNull(how, "how");
        }
    }

    /** Somebody asked for a link to choose a new password; {@link #LINK} is sealed. */
    @EventType("account.password-reset-requested.v1")
    record PasswordResetRequested(
            String userId, Instant at, Actor by, @Nullable String sealed) implements AccountEvent {

        public PasswordResetRequested {
            require(userId, at, by);
        }
    }

    /** @param days until the password opens nothing but its own change */
    @EventType("account.password-expiring.v1")
    record PasswordExpiring(
            String userId,
            int days,
            Instant at,
            Actor by,
            @Nullable String sealed) implements AccountEvent {

        public PasswordExpiring {
            require(userId, at, by);
        }
    }

    /** @param device as a person knows it, such as {@code Firefox on Windows} */
    @EventType("account.device-trusted.v1")
    record DeviceTrusted(
            String userId,
            String device,
            Instant at,
            Actor by,
            @Nullable String sealed) implements AccountEvent {

        public DeviceTrusted {
            require(userId, at, by);
            Objects.requireNonNull(device, "device");
        }
    }

    /** No device is trusted any more. */
    @EventType("account.devices-forgotten.v1")
    record DevicesForgotten(
            String userId,
            String reason,
            Instant at,
            Actor by,
            @Nullable String sealed) implements AccountEvent {

        public DevicesForgotten {
            require(userId, at, by);
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * A one-time code has to reach the person; {@link #CODE} is sealed, and {@link #TO} where it does not go to the
     * address of the account. It is void ten minutes after {@code at}.
     *
     * @param channel {@code sms} or {@code email}
     * @param purpose {@code sign-in}, {@code step-up} or {@code enrol}
     */
    @EventType("account.code-requested.v1")
    record CodeRequested(
            String userId,
            String channel,
            String purpose,
            Instant at,
            Actor by,
            @Nullable String sealed) implements AccountEvent {

        public CodeRequested {
            require(userId, at, by);
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(purpose, "purpose");
        }
    }

    /**
     * Somebody asked to get in without the second factor; {@link #LINK} is sealed.
     *
     * @param availableAt when the link begins to count: until then the owner can stop it
     */
    @EventType("account.recovery-requested.v1")
    record RecoveryRequested(
            String userId,
            Instant availableAt,
            Instant at,
            Actor by,
            @Nullable String sealed) implements AccountEvent {

        public RecoveryRequested {
            require(userId, at, by);
            Objects.requireNonNull(availableAt, "availableAt");
        }
    }

    /** The second factors were removed by a recovery. */
    @EventType("account.recovery-completed.v1")
    record RecoveryCompleted(
            String userId, Instant at, Actor by, @Nullable String sealed) implements AccountEvent {

        public RecoveryCompleted {
            require(userId, at, by);
        }
    }

    /**
     * Somebody signed in in an unusual way, and the owner is asked whether it was them.
     *
     * @param activityId what the owner confirms or denies among their sign-ins
     * @param reasons what was unusual, by the detectors' names, the gravest first
     * @param device as the client calls itself
     * @param by security-service, with the address that signed in
     */
    @EventType("account.sign-in-questioned.v1")
    record SignInQuestioned(
            String userId,
            String activityId,
            List<String> reasons,
            @Nullable String device,
            Instant at,
            Actor by,
            @Nullable String sealed)
            implements AccountEvent {

        public SignInQuestioned {
            require(userId, at, by);
            Objects.requireNonNull(activityId, "activityId");
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * After too many wrong passwords even the right one is refused for a while; {@link #LINK} is sealed, and opens the
     * account at once. Told once for each time.
     *
     * @param until when it is over by itself
     */
    @EventType("account.sign-in-locked.v1")
    record SignInLocked(
            String userId,
            Instant until,
            Instant at,
            Actor by,
            @Nullable String sealed) implements AccountEvent {

        public SignInLocked {
            require(userId, at, by);
            Objects.requireNonNull(until, "until");
        }
    }

    /** The owner said of some change that it was not them. */
    @EventType("account.disowned.v1")
    record Disowned(
            String userId, Instant at, Actor by, @Nullable String sealed) implements AccountEvent {

        public Disowned {
            require(userId, at, by);
        }
    }

    private static void require(String userId, Instant at, Actor by) {
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(by, "by");
    }
}
