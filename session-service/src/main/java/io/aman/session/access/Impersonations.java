package io.aman.session.access;

import io.aman.events.AccessEvent.UserImpersonated;
import io.aman.events.Actor;
import io.aman.platform.Secret;
import io.aman.platform.security.Caller;
import io.aman.platform.security.ImpersonationNotAllowed;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.User;
import io.aman.session.session.EndReason;
import io.aman.session.session.Origin;
import io.aman.session.session.People;
import io.aman.session.session.Person;
import io.aman.session.session.Proof;
import io.aman.session.session.Session;
import io.aman.session.session.SessionRefresh;
import io.aman.session.session.SessionRefresh.Outcome.Expired;
import io.aman.session.session.SessionRefresh.Outcome.Granted;
import io.aman.session.session.SessionRefresh.Outcome.Revoked;
import io.aman.session.session.Sessions;
import io.aman.session.token.AccessTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Lets an administrator act as a person for an hour, in a session that names both.
 *
 * <p>Its access tokens live as short as any other, so that revocations hold for them; there is no refresh token. The
 * administrator gets the next one with their own token: who is no administrator any more gets none.
 */
final class Impersonations {

    /** What it takes to act as somebody else. */
    static final String PERMISSION = "user.admin";

    static final Duration LIFETIME = Duration.ofHours(1);

    /**
     * A session as somebody else.
     *
     * @param token for the next few minutes
     * @param expiresAt the end of the session, which nothing moves
     */
    record Started(String sessionId, Secret token, Instant expiresAt) {}

    private record Impersonated(Person person, User user) {}

    private final IdentityProvider identity;
    private final People people;
    private final Sessions sessions;
    private final SessionRefresh refresh;
    private final Grants grants;
    private final AccessTokens tokens;
    private final Clock clock;

    Impersonations(
            IdentityProvider identity,
            People people,
            Sessions sessions,
            SessionRefresh refresh,
            Grants grants,
            AccessTokens tokens,
            Clock clock) {
        this.identity = identity;
        this.people = people;
        this.sessions = sessions;
        this.refresh = refresh;
        this.grants = grants;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Begins one.
     *
     * @throws ImpersonationNotAllowed when they act as somebody already
     * @throws AccessError.OwnAccount when it is the administrator themselves
     * @throws AccessError.UserNotFound when there is nobody with that id
     * @throws AccessError.NotImpersonable when the account is closed, or its owner administers anything
     */
    Started start(String userId, Caller caller, Reason reason, Origin origin) {
        if (caller.impersonator() != null) {
            throw new ImpersonationNotAllowed();
        }
        if (userId.equals(caller.userId())) {
            throw new AccessError.OwnAccount();
        }
        var now = clock.instant();
        var found = impersonated(userId);
        var proof = new Proof(now, List.of(), caller.userId(), null);
        var session = Session.start(found.person, origin, proof, LIFETIME);
        var grant = grants.of(found.user, found.person, session);
        requireImpersonable(found.user, grant.permissions());
        var by = caller.actor(reason.text());
        sessions.start(session, new UserImpersonated(userId, session.id(), session.expiresAt(), by));
        if (!mayStill(caller)) {
            sessions.end(session.id(), EndReason.TERMINATED, by);
            throw new AccessError.ImpersonationOver();
        }
        return new Started(session.id(), tokens.issue(grant, now), session.expiresAt());
    }

    /** Ends all in which this person acts as somebody else; one that begins meanwhile ends itself. */
    void endOf(String userId, EndReason reason, Actor by) {
        sessions.actedIn(userId).forEach(session -> sessions.end(session.id(), reason, by));
    }

    /** Asked once it has begun: whoever takes that away takes it away first, and ends then what has begun. */
    private boolean mayStill(Caller caller) {
        return identity.find(caller.userId())
                .filter(User::enabled)
                .filter(administrator -> grants.permits(administrator, PERMISSION))
                .isPresent();
    }

    /**
     * Gives the administrator who began it the next token.
     *
     * @throws AccessError.ImpersonationNotFound when they began none with that id
     * @throws AccessError.ImpersonationOver when its time is over, or it was ended
     * @throws AccessError.NotImpersonable when the person has become somebody whom nobody acts as; the session ends
     */
    Started renew(String sessionId, Caller caller) {
        var now = clock.instant();
        var session = sessions.find(sessionId)
                .filter(found -> caller.userId().equals(found.proof().actor()))
                .orElseThrow(AccessError.ImpersonationNotFound::new);
        var found = impersonated(session.userId());
        return switch (refresh.refresh(session, found.person, session.counter(), now)) {
            case Granted granted -> renewed(granted.session(), found, caller, now);
            case Expired _ -> throw new AccessError.ImpersonationOver();
            case Revoked _ -> throw new AccessError.ImpersonationOver();
        };
    }

    private Started renewed(Session session, Impersonated found, Caller caller, Instant now) {
        var grant = grants.of(found.user, found.person, session);
        try {
            requireImpersonable(found.user, grant.permissions());
        } catch (AccessError.NotImpersonable e) {
            sessions.end(session.id(), EndReason.TERMINATED, caller.actor());
            throw e;
        }
        return new Started(session.id(), tokens.issue(grant, now), session.expiresAt());
    }

    /** The person first, the directory then: the order that every token is made in. */
    private Impersonated impersonated(String userId) {
        var person = people.of(userId);
        var user = identity.find(userId).orElseThrow(AccessError.UserNotFound::new);
        return new Impersonated(person, user);
    }

    private static void requireImpersonable(User user, Set<String> permissions) {
        if (!user.enabled()) {
            throw new AccessError.NotImpersonable("The account is closed.");
        }
        if (Authority.administers(permissions)) {
            throw new AccessError.NotImpersonable("Nobody acts as another administrator.");
        }
    }
}
