package io.aman.session.mfa;

import io.aman.session.session.Proof;
import io.aman.session.session.Sessions;

/**
 * A sign-in that waits for its second factor.
 *
 * @param generation the person's when it began: whatever ends all sessions ends it too
 * @param signIn the attempt that was allowed
 * @param proof of the first half
 */
public record PendingSignIn(Challenge challenge, long generation, Sessions.SignIn signIn, Proof proof) {

    public String userId() {
        return challenge.userId();
    }
}
