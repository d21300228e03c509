package io.aman.events;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What administrators do to accounts, roles and keys; on {@link Topics#SESSIONS}. */
public sealed interface AccessEvent extends DomainEvent {

    Actor by();

    /** Keyed by the user's id, as all that names one. */
    @EventType("user.disabled.v1")
    record UserDisabled(String userId, Actor by) implements AccessEvent {

        public UserDisabled {
            require(userId, by);
        }
    }

    @EventType("user.enabled.v1")
    record UserEnabled(String userId, Actor by) implements AccessEvent {

        public UserEnabled {
            require(userId, by);
        }
    }

    /** What held the person's sign-ins back was lifted. */
    @EventType("user.unlocked.v1")
    record UserUnlocked(String userId, Actor by) implements AccessEvent {

        public UserUnlocked {
            require(userId, by);
        }
    }

    /** The directory has sent the person a link to choose a new password. */
    @EventType("user.password-reset-sent.v1")
    record PasswordResetSent(String userId, Actor by) implements AccessEvent {

        public PasswordResetSent {
            require(userId, by);
        }
    }

    @EventType("user.roles-changed.v1")
    record UserRolesChanged(String userId, List<String> from, List<String> to, Actor by) implements AccessEvent {

        public UserRolesChanged {
            require(userId, by);
            from = List.copyOf(from);
            to = List.copyOf(to);
        }
    }

    /**
     * A device is no longer one at which this person is not asked for a second factor.
     *
     * @param device as a person knows it, such as {@code Firefox on Windows}
     */
    @EventType("user.device-forgotten.v1")
    record DeviceForgotten(String userId, String device, Actor by) implements AccessEvent {

        public DeviceForgotten {
            require(userId, by);
            Objects.requireNonNull(device, "device");
        }
    }

    /** The recovery of this person's account was stopped before its link counted. */
    @EventType("user.recovery-cancelled.v1")
    record RecoveryCancelled(String userId, Actor by) implements AccessEvent {

        public RecoveryCancelled {
            require(userId, by);
        }
    }

    /** An administrator acts as this person in the session {@code sessionId}. */
    @EventType("user.impersonated.v1")
    record UserImpersonated(String userId, String sessionId, Instant until, Actor by) implements AccessEvent {

        public UserImpersonated {
            require(userId, by);
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(until, "until");
        }
    }

    /**
     * A role grants or allows something else; keyed {@code role:<name>}.
     *
     * @param limitsFrom null where it said nothing of limits
     * @param limitsTo null where it says nothing of limits
     */
    @EventType("role.changed.v1")
    record RoleChanged(
            String role,
            List<String> from,
            List<String> to,
            Actor by,
            @Nullable RoleLimits limitsFrom,
            @Nullable RoleLimits limitsTo)
            implements AccessEvent {

        public RoleChanged {
            require(role, by);
            from = List.copyOf(from);
            to = List.copyOf(to);
        }
    }

    /** How much a role allows; 0 where it says nothing. */
    record RoleLimits(int perSecond, int perMinute, int concurrency, long daily, long monthly) {}

    /** Tokens will be signed with another key; keyed {@code signing-key}. */
    @EventType("signing-key.rotated.v1")
    record SigningKeyRotated(String keyId, Instant signsFrom, Actor by) implements AccessEvent {

        public SigningKeyRotated {
            require(keyId, by);
            Objects.requireNonNull(signsFrom, "signsFrom");
        }
    }

    /** An administrator had the records removed whose time was over; keyed by their user id. */
    @EventType("records.removed.v1")
    record RecordsRemoved(long count, Actor by) implements AccessEvent {

        public RecordsRemoved {
            Objects.requireNonNull(by, "by");
        }
    }

    private static void require(String subject, Actor by) {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(by, "by");
    }
}
