package io.aman.session.login;

import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.SessionEvent;
import io.aman.events.Topics;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.session.EndReason;
import io.aman.session.session.People;
import io.aman.session.session.Session;
import io.aman.session.session.SessionPolicy;
import io.aman.session.session.Sessions;
import java.time.Clock;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.kafka.annotation.KafkaListener;

/**
 * Ends what the directory remembers of a sign-in once the sessions here are over: else its pages would sign the next one in
 * at that browser without asking. Whoever signs out does so at the directory as well; what ends otherwise ends there when
 * no other session lives by the same sign-in. Tried again while the directory is away.
 */
class DirectorySignOutListener {

    private final IdentityProvider identity;
    private final Sessions sessions;
    private final People people;
    private final SessionPolicy policy;
    private final Clock clock;

    DirectorySignOutListener(
            IdentityProvider identity, Sessions sessions, People people, SessionPolicy policy, Clock clock) {
        this.identity = identity;
        this.sessions = sessions;
        this.people = people;
        this.policy = policy;
        this.clock = clock;
    }

    @KafkaListener(topics = Topics.SESSIONS, groupId = "${spring.application.name}-sign-outs")
    void on(EventEnvelope<? extends DomainEvent> event) {
        if (event.data() instanceof SessionEvent.Ended ended && isOurs(ended.reason())) {
            var over = sessions.find(ended.sessionId()).stream();
            signOut(over, ended.reason().equals(EndReason.LOGOUT.code()));
        } else if (event.data() instanceof SessionEvent.AllEnded ended && isOurs(ended.reason())) {
            signOut(sessions.notEndedOf(ended.userId()).stream(), false);
        }
    }

    /** What the directory itself has told is over there already. */
    private static boolean isOurs(String reason) {
        return !reason.equals(EndReason.IDENTITY_LOGOUT.code());
    }

    private void signOut(Stream<Session> ended, boolean always) {
        ended.map(session -> session.proof().identitySession())
                .filter(Objects::nonNull)
                .distinct()
                .filter(signIn ->
                        always || sessions.vouchedForBy(signIn).stream().noneMatch(this::isLive))
                .forEach(identity::endIdentitySession);
    }

    private boolean isLive(Session session) {
        return session.isLive(people.of(session.userId()), policy, clock.instant());
    }
}
