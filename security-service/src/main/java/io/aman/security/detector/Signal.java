package io.aman.security.detector;

/**
 * What was noticed of one sign-in.
 *
 * @param isActing whether it counts; one that is only watched does not
 */
public record Signal(Kind kind, String detail, double share, boolean isActing) {}
