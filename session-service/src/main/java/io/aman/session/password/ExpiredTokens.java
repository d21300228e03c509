package io.aman.session.password;

import com.nimbusds.jwt.JWTClaimsSet;
import io.aman.platform.Secret;
import io.aman.session.password.PasswordError.NotSignedIn;
import io.aman.session.token.KeyedHash;
import io.aman.session.token.PurposeTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * What somebody gets who signs in with an expired password. It opens the change of that one password, which it does not
 * outlive.
 */
final class ExpiredTokens {

    private static final String MARK = "mark";

    /** @param mark of the password that may be changed */
    record Claim(String userId, String mark) {}

    private final PurposeTokens tokens;
    private final Duration lifetime;
    private final Clock clock;

    ExpiredTokens(KeyedHash hash, Duration lifetime, Clock clock) {
        this.tokens = new PurposeTokens("pwd+jwt", "aman-password-change", hash, clock);
        this.lifetime = lifetime;
        this.clock = clock;
    }

    Duration lifetime() {
        return lifetime;
    }

    Secret issue(String userId, String mark) {
        var claims = new JWTClaimsSet.Builder().subject(userId).claim(MARK, mark);
        return tokens.issue(claims, clock.instant().plus(lifetime));
    }

    /** @throws NotSignedIn when we never issued it, or too long ago */
    Claim read(Secret token) {
        var claims = tokens.read(token).orElseThrow(NotSignedIn::new);
        return new Claim(
                Objects.requireNonNull(claims.getSubject()), (String) Objects.requireNonNull(claims.getClaim(MARK)));
    }
}
