package io.aman.session.login;

import io.aman.session.access.Roles;
import io.aman.session.identity.User;
import io.aman.session.session.Person;
import io.aman.session.session.Session;
import io.aman.session.token.AccessTokens;
import io.aman.session.token.Grant;
import io.aman.session.token.RefreshTokens;
import java.time.Instant;

/** Makes a session's tokens; what they permit is looked up each time. */
final class TokenIssue {

    private final Roles roles;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;

    TokenIssue(Roles roles, AccessTokens accessTokens, RefreshTokens refreshTokens) {
        this.roles = roles;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
    }

    /** @param now taken before the session was seen alive */
    SignedIn issue(User user, Person person, Session session, Instant now) {
        var version = roles.version();
        var permissions = roles.permissionsOf(user.roles());
        var proof = session.proof();
        var grant = new Grant(
                user.id(),
                session.id(),
                permissions,
                proof.at(),
                proof.methods(),
                proof.actor(),
                person.standing(session, version));
        return new SignedIn(
                user,
                session,
                permissions,
                new Tokens(accessTokens.issue(grant, now), refreshTokens.issue(session.id(), session.counter())));
    }
}
