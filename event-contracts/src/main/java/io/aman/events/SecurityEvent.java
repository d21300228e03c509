package io.aman.events;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What attack detection has seen and what is to be done about it; on {@link Topics#SECURITY}. */
public sealed interface SecurityEvent extends DomainEvent {

    /**
     * Somebody has to look at this; keyed by the alert's id. Told once more where it became graver.
     *
     * @param kind the detector's name, such as {@code brute-force}
     * @param severity {@code LOW}, {@code MEDIUM}, {@code HIGH} or {@code CRITICAL}
     * @param userId whom it is about, where it is about one person
     * @param address where it came from, where it came from one address
     * @param about what else it concerns, such as a list of addresses by its name
     */
    @EventType("security.alert-raised.v1")
    record AlertRaised(
            String alertId,
            String kind,
            String severity,
            @Nullable String userId,
            @Nullable String address,
            @Nullable String about,
            Instant at)
            implements SecurityEvent {

        public AlertRaised {
            Objects.requireNonNull(alertId, "alertId");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(severity, "severity");
            Objects.requireNonNull(at, "at");
        }
    }

    /** This session is not its owner's and is to be ended; keyed by the user's id. */
    @EventType("security.session-to-end.v1")
    record SessionToEnd(String userId, String sessionId, String reason, Instant at) implements SecurityEvent {

        public SessionToEnd {
            require(userId, at);
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Somebody else knows the password: it opens nothing any more until it is chosen anew; keyed by the user's id. */
    @EventType("security.reset-forced.v1")
    record ResetForced(String userId, String reason, Instant at) implements SecurityEvent {

        public ResetForced {
            require(userId, at);
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The owner is to be told of a sign-in and asked whether it was theirs; keyed by the user's id.
     *
     * @param activityId what the owner confirms or denies
     * @param reasons what was unusual, by the detectors' names
     */
    @EventType("security.owner-told.v1")
    record OwnerTold(
            String userId,
            String activityId,
            List<String> reasons,
            String address,
            @Nullable String userAgent,
            Instant at)
            implements SecurityEvent {

        public OwnerTold {
            require(userId, at);
            Objects.requireNonNull(activityId, "activityId");
            reasons = List.copyOf(reasons);
            Objects.requireNonNull(address, "address");
        }
    }

    /**
     * The owner said whether a sign-in was theirs; keyed by the user's id.
     *
     * @param isOwn whether it was
     * @param signedInAt when that was
     */
    @EventType("security.sign-in-answered.v1")
    record SignInAnswered(
            String userId, String activityId, boolean isOwn, String address, Instant signedInAt, Instant at)
            implements SecurityEvent {

        public SignInAnswered {
            require(userId, at);
            Objects.requireNonNull(activityId, "activityId");
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(signedInAt, "signedInAt");
        }
    }

    /**
     * The owner is to be told that money is moved in their name in a way that is unlike them; keyed by the user's id.
     * Whether it went on is told by the payment's own events.
     *
     * @param assessmentId the decision it follows from
     * @param purpose {@code PAYMENT} or {@code REFUND}
     * @param reasons what was unusual, by the detectors' names, the gravest first
     */
    @EventType("security.payment-questioned.v1")
    record PaymentQuestioned(
            String userId,
            String assessmentId,
            String paymentId,
            String purpose,
            Money amount,
            List<String> reasons,
            String address,
            Instant at)
            implements SecurityEvent {

        public PaymentQuestioned {
            require(userId, at);
            Objects.requireNonNull(assessmentId, "assessmentId");
            Objects.requireNonNull(paymentId, "paymentId");
            Objects.requireNonNull(purpose, "purpose");
            Objects.requireNonNull(amount, "amount");
            reasons = List.copyOf(reasons);
            Objects.requireNonNull(address, "address");
        }
    }

    private static void require(String userId, Instant at) {
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(at, "at");
    }
}
