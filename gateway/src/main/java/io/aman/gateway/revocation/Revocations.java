package io.aman.gateway.revocation;

import io.aman.events.RevocationEvent;
import io.aman.events.RevocationEvent.Heartbeat;
import io.aman.events.RevocationEvent.Permissions;
import io.aman.events.RevocationEvent.Roles;
import io.aman.events.RevocationEvent.Session;
import io.aman.events.RevocationEvent.User;
import io.aman.platform.security.AccessToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * What is over, as far as this gateway has read. One thread writes, every request reads, without a lock.
 *
 * <p>An entry is needed until the last token it speaks of has expired; then it is dropped, so that the maps hold a few
 * minutes' revocations and no more.
 */
public final class Revocations {

    /** What a genuine token is still worth. */
    public enum Verdict {
        COUNTS,
        /** Its session is over. */
        REVOKED,
        /** The person may do other things by now: a refresh tells what. */
        OUTDATED
    }

    private static final Roles NO_ROLES = new Roles(0, Instant.MAX);

    private final Map<String, Instant> sessions = new ConcurrentHashMap<>();
    private final Map<String, User> users = new ConcurrentHashMap<>();
    private final Map<String, Permissions> permissions = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Duration askAfter;
    private final Duration maxStaleness;
    private volatile Roles roles = NO_ROLES;
    private volatile boolean caughtUp;
    private volatile Instant heardAt = Instant.MIN;

    Revocations(Clock clock, RevocationProperties properties) {
        this.clock = clock;
        this.askAfter = properties.askAfter();
        this.maxStaleness = properties.maxStaleness();
    }

    /** Whether the topic has been read once to where it ended when this gateway started. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    public Verdict judge(AccessToken token) {
        var standing = token.standing();
        var user = users.get(token.subject());
        var over = user != null
                && standing.generation() < user.minGeneration()
                && !token.sessionId().equals(user.sparedSessionId());
        if (over || sessions.containsKey(token.sessionId())) {
            return Verdict.REVOKED;
        }
        var granted = permissions.get(token.subject());
        var outdated = (granted != null && standing.permissionsVersion() < granted.minVersion())
                || standing.rolesVersion() < roles.minVersion();
        return outdated ? Verdict.OUTDATED : Verdict.COUNTS;
    }

    public Freshness freshness() {
        var now = clock.instant();
        if (heardAt.isBefore(now.minus(maxStaleness))) {
            return Freshness.STALE;
        }
        return heardAt.isBefore(now.minus(askAfter)) ? Freshness.ASKING : Freshness.FRESH;
    }

    /** The time since the last heartbeat in seconds; infinite where there was none. */
    double stalenessSeconds() {
        return heardAt.equals(Instant.MIN)
                ? Double.POSITIVE_INFINITY
                : Duration.between(heardAt, clock.instant()).toMillis() / 1000.0;
    }

    int sessions() {
        return sessions.size();
    }

    int users() {
        return users.size();
    }

    int permissions() {
        return permissions.size();
    }

    void apply(RevocationEvent event) {
        switch (event) {
            case Session session -> end(session);
            case User user -> keepHigher(users, user.userId(), user, User::minGeneration);
            case Permissions granted -> keepHigher(permissions, granted.userId(), granted, Permissions::minVersion);
            case Roles changed -> roles = changed.minVersion() > roles.minVersion() ? changed : roles;
            case Heartbeat heartbeat -> hear(heartbeat.at());
        }
    }

    /** The later time counts where a session is told of twice. */
    private void end(Session session) {
        if (session.forgetAfter().isAfter(clock.instant())) {
            sessions.merge(
                    session.sessionId(), session.forgetAfter(), (known, told) -> told.isAfter(known) ? told : known);
        }
    }

    /** What is told twice or late never takes back what is known. */
    private static <E> void keepHigher(Map<String, E> entries, String key, E told, ToLongFunction<E> height) {
        entries.merge(
                key, told, (known, other) -> height.applyAsLong(other) >= height.applyAsLong(known) ? other : known);
    }

    /** A clock that runs ahead must not vouch for the future. */
    private void hear(Instant at) {
        var now = clock.instant();
        var told = at.isAfter(now) ? now : at;
        if (told.isAfter(heardAt)) {
            heardAt = told;
        }
    }

    void caughtUp() {
        caughtUp = true;
    }

    void forgetExpired() {
        var now = clock.instant();
        sessions.values().removeIf(now::isAfter);
        users.values().removeIf(user -> now.isAfter(user.forgetAfter()));
        permissions.values().removeIf(granted -> now.isAfter(granted.forgetAfter()));
        roles = now.isAfter(roles.forgetAfter()) ? NO_ROLES : roles;
    }
}
