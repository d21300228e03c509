package io.aman.session.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.platform.security.StepUpRequired;
import io.aman.session.session.SessionError.Expired;
import io.aman.session.session.SessionError.NotExtendable;
import io.aman.session.session.SessionError.Revoked;
import io.aman.testing.AtOnce;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtendSessionTest {

    private final Stored stored = new Stored();
    private final ExtendSession extend = new ExtendSession(stored.sessions, stored.own(), stored.policy, stored.clock);

    /** Requests each twenty minutes keep a session from being idle. */
    private void pass(Session session, Duration time) {
        var until = stored.now().plus(time);
        while (stored.now().isBefore(until)) {
            stored.clock.advance(Duration.ofMinutes(20));
            assertThat(stored.sessions.rotate(
                            session.id(), stored.read(session.id()).counter(), stored.now()))
                    .isTrue();
        }
    }

    private void proveAgain(Session session) {
        stored.sessions.reauthenticate(
                session.id(), Proof.password(stored.now()), new Sessions.SignIn("att_2", "a-key"), Stored.BY);
    }

    @Test
    void aHundredExtensionsEndAtMostSeventyTwoHoursAfterTheStart() {
        var session = stored.started("usr_1");
        var latest = session.createdAt().plus(Duration.ofDays(3));
        for (var i = 0; i < 100; i++) {
            assertThat(extend.extend(stored.caller(session), 72)).isEqualTo(latest);
        }
        pass(session, Duration.ofHours(70));
        proveAgain(session);
        assertThat(extend.extend(stored.caller(session), 72)).isEqualTo(latest);
        assertThat(stored.read(session.id()).expiresAt()).isEqualTo(latest);
        assertThat(stored.told(MongoSessionDocument.COLLECTION, session.id()))
                .filteredOn("session.extended.v1"::equals)
                .hasSize(1);
    }

    @Test
    void beyondADayItTakesAFreshProof() {
        var session = stored.started("usr_1");
        pass(session, Duration.ofMinutes(20));
        assertThat(extend.extend(stored.caller(session), 1)).isEqualTo(session.expiresAt());
        assertThatThrownBy(() -> extend.extend(stored.caller(session), 24)).isInstanceOf(StepUpRequired.class);
        assertThat(stored.read(session.id()).expiresAt()).isEqualTo(session.expiresAt());
        proveAgain(session);
        stored.clock.advance(Duration.ofMinutes(5));
        assertThat(extend.extend(stored.caller(session), 24))
                .isEqualTo(stored.now().plus(Duration.ofDays(1)));
        stored.clock.advance(Duration.ofMillis(1));
        assertThatThrownBy(() -> extend.extend(stored.caller(session), 48)).isInstanceOf(StepUpRequired.class);
    }

    @Test
    void anExtensionNeverShortens() {
        var session = stored.started("usr_1");
        assertThat(extend.extend(stored.caller(session), 1)).isEqualTo(session.expiresAt());
    }

    @Test
    void whatIsOverCannotBeExtended() {
        var ended = stored.started("usr_1");
        stored.sessions.end(ended.id(), EndReason.LOGOUT, Stored.BY);
        assertThatThrownBy(() -> extend.extend(stored.caller(ended), 24)).isInstanceOf(Revoked.class);

        var among = stored.started("usr_1");
        stored.people.endAll("usr_1", EndReason.TERMINATED, Stored.BY);
        assertThatThrownBy(() -> extend.extend(stored.caller(among), 24)).isInstanceOf(Revoked.class);

        var idle = stored.started("usr_1");
        stored.clock.advance(Duration.ofMinutes(31));
        assertThatThrownBy(() -> extend.extend(stored.caller(idle), 24)).isInstanceOf(Expired.class);
    }

    @Test
    void whoActsAsAnotherCannotStayLonger() {
        var acting = stored.started("usr_1", new Proof(stored.now(), List.of("pwd"), "usr_admin", null));
        assertThatThrownBy(() -> extend.extend(stored.caller(acting), 72)).isInstanceOf(NotExtendable.class);
    }

    @Test
    void extensionsAtOnceAgree() throws Exception {
        var session = stored.started("usr_1");
        var ends = AtOnce.run(10, n -> extend.extend(stored.caller(session), 25 + n));
        assertThat(stored.read(session.id()).expiresAt())
                .isEqualTo(stored.now().plus(Duration.ofHours(34)))
                .isEqualTo(ends.stream().max(Comparator.naturalOrder()).orElseThrow());
    }
}
