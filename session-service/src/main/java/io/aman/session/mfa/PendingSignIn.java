package io.aman.session.mfa;

import io.aman.session.session.Proof;

/**
 * A sign-in that waits for its second factor.
 *
 * @param generation the person's when it began: whatever ends all sessions ends it too
 * @param attemptId the attempt that was allowed
 * @param accountKey the account that was meant
 * @param proof of the first half
 */
public record PendingSignIn(Challenge challenge, long generation, String attemptId, String accountKey, Proof proof) {

    public String userId() {
        return challenge.userId();
    }
}
