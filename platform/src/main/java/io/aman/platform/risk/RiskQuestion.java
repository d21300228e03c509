package io.aman.platform.risk;

import io.aman.events.ClientFacts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is about to happen.
 *
 * @param attemptId what it is called in events; asking again with it gets the same answer
 * @param accountKey a keyed hash of what was typed as the account
 * @param address the client's address as the gateway saw it
 * @param knownDevice whether the client proved to be a device that its owner used before
 * @param breachedPassword whether the password is on a list of stolen ones
 */
public record RiskQuestion(
        Purpose purpose,
        String attemptId,
        String accountKey,
        String userId,
        String address,
        @Nullable String userAgent,
        @Nullable ClientFacts client,
        boolean knownDevice,
        boolean breachedPassword) {

    /** What it is for. */
    public enum Purpose {
        LOGIN,
        PAYMENT
    }

    public RiskQuestion {
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(attemptId, "attemptId");
        Objects.requireNonNull(accountKey, "accountKey");
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(address, "address");
    }
}
