package io.aman.session.session;

import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CleanUpProperties.class)
class SessionCallsConfiguration {

    @Bean
    SessionLists sessionLists(MongoOperations mongo, SessionPolicy policy) {
        return new MongoSessionLists(mongo, policy);
    }

    @Bean
    StartSession startSession(
            SessionPolicy policy, MongoOperations mongo, Sessions sessions, SessionLists lists, Clock clock) {
        var limit = new SessionLimit(policy, new MongoArrivals(mongo), sessions, lists, clock);
        return new StartSession(policy, limit, sessions);
    }

    @Bean
    OwnSession ownSession(Sessions sessions, People people, SessionPolicy policy, Clock clock) {
        return new OwnSession(sessions, people, policy, clock);
    }

    @Bean
    ListSessions listSessions(
            SessionLists lists, RefusedSignIns refused, People people, SessionPolicy policy, Clock clock) {
        return new ListSessions(lists, refused, people, policy, clock);
    }

    @Bean
    SearchSessions searchSessions(SessionLists lists, People people, SessionPolicy policy, Clock clock) {
        return new SearchSessions(lists, people, policy, clock);
    }

    @Bean
    CleanUp cleanUp(List<ExpiredRecords> kinds, People people, Clock clock, CleanUpProperties properties) {
        return new CleanUp(kinds, people, clock, properties.every());
    }

    @Bean
    LiveSessions liveSessions(SessionLists lists, People people, SessionPolicy policy, Clock clock) {
        return new LiveSessions(lists, people, policy, clock);
    }

    @Bean
    EndSession endSession(Sessions sessions, OwnSession own, People people, Clock clock) {
        return new EndSession(sessions, own, people, clock);
    }

    @Bean
    ExtendSession extendSession(Sessions sessions, OwnSession own, SessionPolicy policy, Clock clock) {
        return new ExtendSession(sessions, own, policy, clock);
    }
}
