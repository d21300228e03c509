package io.aman.session.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.session.session.SessionError.TooManySessions;
import io.aman.session.session.SessionPolicy.WhenFull;
import io.aman.testing.AtOnce;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class SessionLimitTest {

    private static final Origin ORIGIN = new Origin("203.0.113.7", "a browser");
    private static final Sessions.SignIn SIGN_IN = new Sessions.SignIn("att_1", "a-key");

    private final Stored refusing = new Stored(policy(3, WhenFull.REFUSE));
    private final Stored replacing = new Stored(policy(3, WhenFull.END_OLDEST));

    private static SessionPolicy policy(int max, WhenFull whenFull) {
        var product = Policies.PRODUCT;
        return new SessionPolicy(
                product.idle(), product.lifetime(), product.maxLifetime(), product.warnBefore(), max, whenFull);
    }

    private static SessionLimit limit(Stored stored) {
        return new SessionLimit(
                stored.policy, new MongoArrivals(stored.mongo), stored.sessions, stored.lists, stored.clock);
    }

    private static Session signIn(Stored stored) {
        var start = new StartSession(stored.policy, limit(stored), stored.sessions);
        return start.start(stored.people.of("usr_1"), ORIGIN, Proof.password(stored.now()), SIGN_IN);
    }

    private static List<Session> live(Stored stored) {
        return stored.lists.live("usr_1", stored.now());
    }

    @Test
    void signInsAtOnceNeverGetMoreThanAllowed() throws Exception {
        var started = AtOnce.run(20, _ -> {
            try {
                signIn(refusing);
                return true;
            } catch (TooManySessions _) {
                return false;
            }
        });
        assertThat(started).filteredOn(done -> done).hasSize(3);
        assertThat(live(refusing)).hasSize(3);
    }

    @Test
    void signInsAtOnceReplaceOlderOnesAndNeverExceed() throws Exception {
        var started = AtOnce.run(12, _ -> signIn(replacing));
        assertThat(started).hasSize(12);
        assertThat(live(replacing)).hasSize(3);
    }

    @Test
    void theOldestGivesWayAndIsToldWhy() {
        var first = signIn(replacing);
        replacing.clock.advance(Duration.ofSeconds(1));
        var second = signIn(replacing);
        replacing.clock.advance(Duration.ofSeconds(1));
        signIn(replacing);
        signIn(replacing);
        assertThat(replacing.isLive(first)).isFalse();
        assertThat(replacing.isLive(second)).isTrue();
        assertThat(replacing.mongo.findById(first.id(), Document.class, MongoSessionDocument.COLLECTION))
                .containsEntry(MongoSessionDocument.END_REASON, "replaced");
    }

    @Test
    void whatIsOverFreesItsPlace() {
        var ended = signIn(refusing);
        signIn(refusing);
        signIn(refusing);
        assertThatThrownBy(() -> signIn(refusing)).isInstanceOf(TooManySessions.class);
        refusing.sessions.end(ended.id(), EndReason.LOGOUT, Stored.BY);
        signIn(refusing);
        assertThatThrownBy(() -> signIn(refusing)).isInstanceOf(TooManySessions.class);

        refusing.people.endAll("usr_1", EndReason.TERMINATED, Stored.BY);
        signIn(refusing);
        refusing.clock.advance(refusing.policy.idle().plusSeconds(30));
        assertThat(live(refusing)).isEmpty();
        signIn(refusing);
        signIn(refusing);
        signIn(refusing);
    }

    @Test
    void aSignInThatBrokeOffHoldsItsPlaceForAMinute() {
        for (var i = 0; i < 3; i++) {
            limit(refusing).admit(Session.start(Person.fresh("usr_1"), ORIGIN, Proof.password(refusing.now())));
        }
        assertThatThrownBy(() -> signIn(refusing)).isInstanceOf(TooManySessions.class);
        refusing.clock.advance(Duration.ofMinutes(1));
        signIn(refusing);
    }

    @Test
    void whoActsAsAnotherTakesNoPlaceOfTheirs() {
        for (var i = 0; i < 3; i++) {
            refusing.started("usr_1", new Proof(refusing.now(), List.of("pwd"), "usr_admin", null));
        }
        signIn(refusing);
    }

    @Test
    void aPersonWithoutADocumentGetsOne() {
        signIn(refusing);
        assertThat(refusing.people.of("usr_1").generation()).isZero();
        var ended = refusing.people.endAll("usr_1", EndReason.TERMINATED, Stored.BY);
        assertThat(ended.generation()).isEqualTo(1);
    }
}
