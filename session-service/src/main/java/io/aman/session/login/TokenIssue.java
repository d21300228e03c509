package io.aman.session.login;

import io.aman.session.access.Grants;
import io.aman.session.identity.User;
import io.aman.session.session.Person;
import io.aman.session.session.Session;
import io.aman.session.token.AccessTokens;
import io.aman.session.token.RefreshTokens;
import java.time.Instant;

/** Makes a session's tokens; what they permit is looked up each time. */
final class TokenIssue {

    private final Grants grants;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;

    TokenIssue(Grants grants, AccessTokens accessTokens, RefreshTokens refreshTokens) {
        this.grants = grants;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
    }

    /** @param now taken before the session was seen alive */
    SignedIn issue(User user, Person person, Session session, Instant now) {
        var grant = grants.of(user, person, session);
        return new SignedIn(
                user,
                session,
                grant.permissions(),
                new Tokens(accessTokens.issue(grant, now), refreshTokens.issue(session.id(), session.counter())));
    }
}
