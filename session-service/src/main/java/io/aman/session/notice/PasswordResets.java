package io.aman.session.notice;

/** Starts resets of passwords, whatever directory the person is in. */
@FunctionalInterface
public interface PasswordResets {

    /** Sends the owner a link to choose a new password; an earlier one is void. Nobody is told whether there is such a person. */
    void start(String userId);
}
