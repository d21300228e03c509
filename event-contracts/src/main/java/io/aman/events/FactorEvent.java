package io.aman.events;

import static io.aman.events.AccountFacts.require;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happened to the second factors of an account, and the codes that are sent for them. */
public sealed interface FactorEvent extends AccountEvent {

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
            @Nullable String sealed) implements FactorEvent {

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
            @Nullable String sealed) implements FactorEvent {

        public FactorRemoved {
            require(userId, at, by);
            Objects.requireNonNull(kind, "kind");
        }
    }

    /** After a hundred failures in a row the factors of this kind count no more. */
    @EventType("account.factors-disabled.v1")
    record FactorsDisabled(
            String userId,
            String kind,
            Instant at,
            Actor by,
            @Nullable String sealed) implements FactorEvent {

        public FactorsDisabled {
            require(userId, at, by);
            Objects.requireNonNull(kind, "kind");
        }
    }

    /** An administrator removed every second factor, for the reason they gave. */
    @EventType("account.factors-reset.v1")
    record FactorsReset(
            String userId, Instant at, Actor by, @Nullable String sealed) implements FactorEvent {

        public FactorsReset {
            require(userId, at, by);
        }
    }

    /** A passkey has signed less often than it had before: somebody has a copy of it. What it signed was refused. */
    @EventType("account.passkey-copied.v1")
    record PasskeyCopied(
            String userId,
            String name,
            Instant at,
            Actor by,
            @Nullable String sealed) implements FactorEvent {

        public PasskeyCopied {
            require(userId, at, by);
            Objects.requireNonNull(name, "name");
        }
    }

    /** New backup codes were made; the former ones are void. */
    @EventType("account.backup-codes-renewed.v1")
    record BackupCodesRenewed(
            String userId, Instant at, Actor by, @Nullable String sealed) implements FactorEvent {

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
            @Nullable String sealed) implements FactorEvent {

        public BackupCodeUsed {
            require(userId, at, by);
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
            @Nullable String sealed) implements FactorEvent {

        public CodeRequested {
            require(userId, at, by);
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(purpose, "purpose");
        }
    }
}
