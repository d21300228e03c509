package io.aman.session.session;

import java.time.Clock;

/** How many sessions a person has. */
public final class LiveSessions {

    private final SessionLists lists;
    private final People people;
    private final SessionPolicy policy;
    private final Clock clock;

    LiveSessions(SessionLists lists, People people, SessionPolicy policy, Clock clock) {
        this.lists = lists;
        this.people = people;
        this.policy = policy;
        this.clock = clock;
    }

    /** Those that count now, with those in which somebody acts as the person. */
    public long count(String userId) {
        var now = clock.instant();
        var person = people.of(userId);
        return lists.live(userId, now).stream()
                .filter(session -> session.isLive(person, policy, now))
                .count();
    }
}
