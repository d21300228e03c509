package io.aman.session.login;

import io.aman.session.access.Grants;
import io.aman.session.identity.User;
import io.aman.session.mfa.SecondFactors;
import io.aman.session.session.Person;
import io.aman.session.session.Session;
import io.aman.session.token.AccessTokens;
import io.aman.session.token.Grant;
import io.aman.session.token.RefreshTokens;
import java.time.Instant;

/** Makes a session's tokens; what they permit is looked up each time. */
final class TokenIssue {

    private final Grants grants;
    private final SecondFactors factors;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;

    TokenIssue(Grants grants, SecondFactors factors, AccessTokens accessTokens, RefreshTokens refreshTokens) {
        this.grants = grants;
        this.factors = factors;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
    }

    /** @param now taken before the session was seen alive */
    SignedIn issue(User user, Person person, Session session, Instant now) {
        var grant = assured(grants.of(user, person, session), user);
        return new SignedIn(
                user,
                session,
                grant.permissions(),
                new Tokens(accessTokens.issue(grant, now), refreshTokens.issue(session.id(), session.counter())),
                SignedIn.Beside.NOTHING);
    }

    /** Whoever acts as somebody else is never asked for that person's factor: they just may not do what takes one. */
    private Grant assured(Grant grant, User user) {
        if (grant.actor() != null) {
            return grant;
        }
        if (factors.has(user.id())) {
            return grant.with(grant.assurance().askingForFactor());
        }
        return factors.mayOnlyEnrol(user) ? grant.with(grant.assurance().onlyToEnrol()) : grant;
    }
}
