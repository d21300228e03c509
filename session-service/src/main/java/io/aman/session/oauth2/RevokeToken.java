package io.aman.session.oauth2;

import io.aman.events.Actor;
import io.aman.platform.Secret;
import io.aman.platform.security.AccessToken;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.InvalidToken;
import io.aman.session.session.EndReason;
import io.aman.session.session.Sessions;
import io.aman.session.token.RefreshTokens;
import io.aman.session.token.RefreshTokens.Presented;
import java.util.Optional;

/**
 * Takes a token back, and with it the session and every other token of that session.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7009#section-2.1">RFC 7009, section 2.1</a>
 */
final class RevokeToken {

    private final RefreshTokens refreshTokens;
    private final AccessTokenVerifier accessTokens;
    private final Sessions sessions;

    RevokeToken(RefreshTokens refreshTokens, AccessTokenVerifier accessTokens, Sessions sessions) {
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.sessions = sessions;
    }

    /** Changes nothing when the token is none of ours, is no longer valid, or its session is over. */
    void revoke(Secret token, Actor by) {
        refreshTokens
                .read(token)
                .map(Presented::sessionId)
                .or(() -> ofAccessToken(token))
                .ifPresent(session -> sessions.end(session, EndReason.REVOKED, by));
    }

    private Optional<String> ofAccessToken(Secret token) {
        try {
            return Optional.of(accessTokens.verify(token.reveal())).map(AccessToken::sessionId);
        } catch (InvalidToken _) {
            return Optional.empty();
        }
    }
}
