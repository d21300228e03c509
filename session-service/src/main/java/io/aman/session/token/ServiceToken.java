package io.aman.session.token;

import io.aman.platform.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The token with which this service proves itself to another one; signed anew in good time, and with each new key. */
public final class ServiceToken {

    private static final Duration BEFORE_ITS_END = Duration.ofMinutes(1);

    private record Signed(Secret token, String keyId, Instant renewAt) {}

    private final AccessTokens tokens;
    private final String service;
    private final String permission;
    private final Clock clock;

    private volatile @Nullable Signed signed;

    ServiceToken(AccessTokens tokens, String service, String permission, Clock clock) {
        this.tokens = tokens;
        this.service = service;
        this.permission = permission;
        this.clock = clock;
    }

    public Secret current() {
        var now = clock.instant();
        var held = signed;
        var keyId = tokens.signingKeyId();
        if (held == null || !held.keyId.equals(keyId) || !now.isBefore(held.renewAt)) {
            held = new Signed(
                    tokens.issueToService(service, permission, now),
                    keyId,
                    now.plus(tokens.lifetime()).minus(BEFORE_ITS_END));
            signed = held;
        }
        return held.token;
    }
}
