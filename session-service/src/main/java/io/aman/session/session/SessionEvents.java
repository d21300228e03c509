package io.aman.session.session;

import io.aman.events.AccessEvent;
import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import io.aman.events.EventCodec;
import io.aman.events.LoginEvent;
import io.aman.events.RevocationEvent;
import io.aman.events.SessionEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.OutboxEvent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is told of one session. */
final class SessionEvents {

    private final Revocations revocations;

    SessionEvents(Revocations revocations) {
        this.revocations = revocations;
    }

    List<OutboxEvent> started(Session session, Sessions.SignIn signIn) {
        var at = session.createdAt();
        var origin = session.origin();
        var login = new LoginEvent.Succeeded(
                signIn.attemptId(),
                signIn.accountKey(),
                session.userId(),
                session.id(),
                origin.address(),
                origin.userAgent(),
                at,
                session.client(),
                signIn.deviceKey(),
                signIn.risk());
        return List.of(once(session.id(), Topics.LOGINS, signIn.accountKey(), at, login), started(session));
    }

    /** Nobody has signed in: an administrator acts as the person. */
    List<OutboxEvent> impersonated(Session session, AccessEvent.UserImpersonated told) {
        return List.of(started(session), once(session.id(), Topics.SESSIONS, told.userId(), session.createdAt(), told));
    }

    private static OutboxEvent started(Session session) {
        var origin = session.origin();
        var started = new SessionEvent.Started(
                session.id(),
                session.userId(),
                origin.address(),
                origin.userAgent(),
                session.expiresAt(),
                session.client(),
                impersonator(session));
        return once(session.id(), Topics.SESSIONS, session.userId(), session.createdAt(), started);
    }

    /** The revocation first: it is the one somebody waits for. */
    List<OutboxEvent> ended(Session session, EndReason reason, Actor by, Instant now) {
        var ended = new SessionEvent.Ended(session.id(), session.userId(), reason.code(), by);
        return List.of(
                revocations.of(new RevocationEvent.Session(session.id(), revocations.forgetAfter(now)), now),
                once(session.id(), Topics.SESSIONS, session.userId(), now, ended));
    }

    /** A sign-in like any other, but for the session that is there already. */
    List<OutboxEvent> reauthenticated(Session session, Sessions.SignIn signIn, Actor by, Instant now) {
        var login = new LoginEvent.Succeeded(
                signIn.attemptId(),
                signIn.accountKey(),
                session.userId(),
                session.id(),
                Objects.requireNonNullElse(by.address(), session.origin().address()),
                session.origin().userAgent(),
                now,
                null,
                signIn.deviceKey(),
                signIn.risk());
        return List.of(
                new OutboxEvent(Ids.random("evt_"), Topics.LOGINS, signIn.accountKey(), now, login),
                told(new SessionEvent.Reauthenticated(session.id(), session.userId(), by), now));
    }

    /** Something that may happen to a session again. */
    OutboxEvent told(SessionEvent event, Instant now) {
        return new OutboxEvent(Ids.random("evt_"), Topics.SESSIONS, event.userId(), now, event);
    }

    private static @Nullable Actor impersonator(Session session) {
        var actor = session.proof().actor();
        return actor == null ? null : Actor.user(actor, session.origin().address());
    }

    /** A session begins once and ends once. */
    private static OutboxEvent once(String sessionId, String topic, String key, Instant at, DomainEvent event) {
        var id = Ids.derived("evt_", sessionId + "/" + EventCodec.typeOf(event));
        return new OutboxEvent(id, topic, key, at, event);
    }
}
