package io.aman.session.session;

import java.time.Duration;

/** Revocations of tokens that live five minutes. */
public final class TestRevocations {

    public static final Revocations REVOCATIONS = new Revocations(Duration.ofMinutes(5));

    private TestRevocations() {}
}
