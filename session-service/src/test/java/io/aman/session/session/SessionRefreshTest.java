package io.aman.session.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.AccessEvent;
import io.aman.events.Actor;
import io.aman.session.session.SessionRefresh.Outcome;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Every gap between two database calls of a refresh may hold other refreshes, a logout, or time. */
class SessionRefreshTest {

    enum Action {
        REFRESH_NEWEST,
        REFRESH_PREVIOUS,
        REFRESH_FIRST,
        LOGOUT,
        END_ALL,
        END_ALL_BUT_THIS,
        OTHER_PERMISSIONS,
        FIVE_SECONDS,
        ELEVEN_SECONDS
    }

    private static final Actor BY = new Actor("user:usr_1", null, null);

    /** @param permissionsVersion as the token says it */
    record Grant(long counter, Instant asOf, long permissionsVersion) {}

    /** One session in memory; before each call it lets others in, as the network would. */
    private static final class Interleaved implements Sessions {

        private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
        private final SessionRefresh refresh = new SessionRefresh(this, Policies.PRODUCT);
        private final Deque<Action> actions;
        private final Deque<Boolean> gaps;
        private final List<Grant> grants = new ArrayList<>();
        private final List<Long> rotations = new ArrayList<>();
        private Session session =
                Session.start(Person.fresh("usr_1"), new Origin("::1", null), Proof.password(clock.instant()));
        private Person person = Person.fresh("usr_1");
        private Instant permissionsChangedAt = Instant.MIN;
        private Instant endedAt;
        private EndReason reason;

        Interleaved(List<Action> actions, List<Boolean> gaps) {
            this.actions = new ArrayDeque<>(actions);
            this.gaps = new ArrayDeque<>(gaps);
        }

        void run() {
            while (!actions.isEmpty()) {
                next();
            }
        }

        private void next() {
            switch (actions.removeFirst()) {
                case REFRESH_NEWEST -> refresh(newest());
                case REFRESH_PREVIOUS -> refresh(Math.max(0, newest() - 1));
                case REFRESH_FIRST -> refresh(0);
                case LOGOUT -> end(session.id(), EndReason.LOGOUT, BY);
                case END_ALL -> endAll(null);
                case END_ALL_BUT_THIS -> endAllButThis();
                case OTHER_PERMISSIONS -> {
                    person = person.withOtherPermissions();
                    permissionsChangedAt = clock.instant();
                }
                case FIVE_SECONDS -> clock.advance(Duration.ofSeconds(5));
                case ELEVEN_SECONDS -> clock.advance(Duration.ofSeconds(11));
            }
        }

        /** The newest token that any client holds. */
        private long newest() {
            return grants.stream().mapToLong(Grant::counter).max().orElse(0);
        }

        boolean refresh(long presented) {
            var now = clock.instant();
            var read = find(session.id()).orElseThrow();
            letOthersIn();
            var seen = person;
            if (refresh.refresh(read, seen, presented, now) instanceof Outcome.Granted granted) {
                var standing = seen.standing(granted.session(), 0);
                grants.add(new Grant(granted.session().counter(), now, standing.permissionsVersion()));
                return true;
            }
            return false;
        }

        private void endAll(@Nullable String spared) {
            var wasAlive = session.status() == Session.Status.ACTIVE && !person.covers(session);
            person = person.endingAll(spared);
            if (wasAlive && spared == null) {
                endedAt = clock.instant();
            }
        }

        private void endAllButThis() {
            if (!person.covers(session)) {
                endAll(session.id());
            }
        }

        private boolean isOver() {
            return session.status() == Session.Status.ENDED || person.covers(session);
        }

        private void letOthersIn() {
            if (!gaps.isEmpty() && gaps.removeFirst() && !actions.isEmpty()) {
                next();
            }
        }

        @Override
        public List<Session> notEndedOf(String userId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Session> actedIn(String actorId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void start(Session started, SignIn signIn) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void start(Session started, AccessEvent.UserImpersonated told) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Session> find(String sessionId) {
            letOthersIn();
            return Optional.of(session);
        }

        @Override
        public boolean rotate(String sessionId, long presented, Instant now) {
            letOthersIn();
            if (session.status() != Session.Status.ACTIVE || session.counter() != presented) {
                return false;
            }
            rotations.add(presented);
            session = session.rotated(now);
            return true;
        }

        @Override
        public boolean end(String sessionId, EndReason why, Actor by) {
            letOthersIn();
            if (session.status() != Session.Status.ACTIVE) {
                return false;
            }
            if (!person.covers(session)) {
                endedAt = clock.instant();
            }
            reason = why;
            session = new Session(
                    session.id(),
                    session.userId(),
                    Session.Status.ENDED,
                    session.counter(),
                    session.rotatedAt(),
                    session.generation(),
                    session.createdAt(),
                    session.expiresAt(),
                    session.lastActivity(),
                    session.origin(),
                    session.client(),
                    session.proof());
            return true;
        }

        @Override
        public boolean reauthenticate(String sessionId, Proof proof, SignIn signIn, Actor by) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean extend(String sessionId, Instant from, Instant to, Actor by) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Session> vouchedForBy(String identitySession) {
            throw new UnsupportedOperationException();
        }
    }

    @Property(tries = 5000)
    void noInterleavingOfRefreshAndEndLeavesALiveToken(
            @ForAll @Size(min = 1, max = 14) List<Action> actions,
            @ForAll @Size(max = 40) List<Boolean> gaps,
            @ForAll boolean logout) {
        var sessions = new Interleaved(actions, gaps);
        sessions.run();
        if (logout) {
            sessions.end(sessions.session.id(), EndReason.LOGOUT, BY);
        } else {
            sessions.endAll(null);
        }
        assertThat(sessions.isOver()).isTrue();

        // An access token lives five minutes from `asOf`; the revocation is remembered from `endedAt` for longer.
        assertThat(sessions.grants).allMatch(grant -> !grant.asOf().isAfter(sessions.endedAt));
        for (var counter = -1L; counter <= sessions.session.counter() + 1; counter++) {
            assertThat(sessions.refresh(counter)).isFalse();
        }
    }

    /** A gateway refuses tokens of an older version that were made before it heard of the newer one. */
    @Property(tries = 2000)
    void noTokenOfLaterThanAChangeOfPermissionsSaysThatItIsOlder(
            @ForAll @Size(min = 1, max = 14) List<Action> actions, @ForAll @Size(max = 40) List<Boolean> gaps) {
        var sessions = new Interleaved(actions, gaps);
        sessions.run();
        assertThat(sessions.grants)
                .filteredOn(grant -> grant.asOf().isAfter(sessions.permissionsChangedAt))
                .allMatch(grant -> grant.permissionsVersion() == sessions.person.permissionsVersion());
    }

    @Property(tries = 2000)
    void eachTokenIsReplacedOnceAndNobodyGetsOneThatDoesNotCount(
            @ForAll @Size(min = 1, max = 14) List<Action> actions, @ForAll @Size(max = 40) List<Boolean> gaps) {
        var sessions = new Interleaved(actions, gaps);
        sessions.run();
        assertThat(sessions.rotations).doesNotHaveDuplicates();
        assertThat(sessions.grants).allMatch(grant -> grant.counter() <= sessions.session.counter());
    }

    /** One at a time: such a client waits for the answer before it asks again. */
    @Property(tries = 1000)
    void aClientThatKeepsToItsNewestTokenIsNeverTakenForAThief(
            @ForAll @Size(min = 1, max = 14) List<Boolean> refreshesOrWaits) {
        var sessions = new Interleaved(
                refreshesOrWaits.stream()
                        .map(refresh -> refresh ? Action.REFRESH_NEWEST : Action.ELEVEN_SECONDS)
                        .toList(),
                List.of());
        sessions.run();
        assertThat(sessions.reason).isNull();
        assertThat(sessions.refresh(sessions.newest())).isTrue();
    }
}
