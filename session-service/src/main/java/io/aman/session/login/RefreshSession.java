package io.aman.session.login;

import io.aman.events.Actor;
import io.aman.platform.Secret;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.User;
import io.aman.session.login.LoginError.SessionExpired;
import io.aman.session.login.LoginError.SessionInvalid;
import io.aman.session.login.LoginError.SessionRevoked;
import io.aman.session.session.EndReason;
import io.aman.session.session.People;
import io.aman.session.session.SessionRefresh;
import io.aman.session.session.SessionRefresh.Outcome.Expired;
import io.aman.session.session.SessionRefresh.Outcome.Granted;
import io.aman.session.session.SessionRefresh.Outcome.Revoked;
import io.aman.session.session.Sessions;
import io.aman.session.token.RefreshTokens;
import java.time.Clock;

/** Exchanges a refresh token for new tokens. */
final class RefreshSession {

    private final RefreshTokens refreshTokens;
    private final People people;
    private final Sessions sessions;
    private final SessionRefresh refresh;
    private final IdentityProvider identity;
    private final TokenIssue tokens;
    private final Clock clock;

    RefreshSession(
            RefreshTokens refreshTokens,
            People people,
            Sessions sessions,
            SessionRefresh refresh,
            IdentityProvider identity,
            TokenIssue tokens,
            Clock clock) {
        this.refreshTokens = refreshTokens;
        this.people = people;
        this.sessions = sessions;
        this.refresh = refresh;
        this.identity = identity;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Refreshes the session, up to its absolute end.
     *
     * @throws SessionInvalid when we never issued the token; nothing has changed
     * @throws SessionExpired when the session's time is over
     * @throws SessionRevoked when it was ended, or has ended now: by a token that was used before, or because the user
     *     is disabled
     */
    Tokens refresh(Secret token) {
        var presented = refreshTokens.read(token).orElseThrow(SessionInvalid::new);
        // Before the session is read: any end that comes later covers the token that is issued as of now.
        var now = clock.instant();
        var session = sessions.find(presented.sessionId()).orElseThrow(SessionExpired::new);
        var person = people.of(session.userId());
        var user = identity.find(session.userId()).filter(User::enabled);
        if (user.isEmpty()) {
            sessions.end(session.id(), EndReason.USER_DISABLED, Actor.system("refresh"));
            throw new SessionRevoked();
        }
        return switch (refresh.refresh(session, person, presented.counter(), now)) {
            case Granted granted ->
                tokens.issue(user.get(), person, granted.session(), now).tokens();
            case Expired _ -> throw new SessionExpired();
            case Revoked _ -> throw new SessionRevoked();
        };
    }
}
