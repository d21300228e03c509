package io.aman.session.token;

import io.aman.platform.Secret;
import java.util.Optional;

/** Refresh tokens: {@link CountedTokens} of sessions. */
public final class RefreshTokens {

    /** What a genuine token claims; whether it still counts is the session's business. */
    public record Presented(String sessionId, long counter) {}

    private final CountedTokens tokens;

    RefreshTokens(KeyedHash key) {
        this.tokens = new CountedTokens(key, "ses_");
    }

    public Secret issue(String sessionId, long counter) {
        return tokens.issue(sessionId, counter);
    }

    /** Empty when we never issued it. */
    public Optional<Presented> read(Secret token) {
        return tokens.read(token).map(presented -> new Presented(presented.id(), presented.counter()));
    }
}
