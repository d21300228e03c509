package io.aman.session.access;

import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.mfa.FactorPolicy;
import io.aman.session.mfa.SecondFactors;
import io.aman.session.recovery.Recover;
import io.aman.session.recovery.RemoveFactors;
import io.aman.session.session.People;
import io.aman.session.session.Revocations;
import io.aman.session.session.SessionRefresh;
import io.aman.session.session.Sessions;
import io.aman.session.token.AccessTokens;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    OutboxCollection accessOutbox() {
        return new OutboxCollection(MongoRoles.COLLECTION);
    }

    @Bean
    Roles roles(MongoOperations mongo, Outbox outbox, OutboxRelay relay, Revocations revocations, Clock clock) {
        var roles = new MongoRoles(
                mongo, outbox, () -> relay.wake(MongoRoles.COLLECTION, MongoRoles.ID), revocations, clock);
        new MongoRoleSeed(mongo, roles).sow();
        return roles;
    }

    @Bean
    Grants grants(Roles roles) {
        return new Grants(roles);
    }

    @Bean
    Administrators administrators(MongoOperations mongo, IdentityProvider identity, Clock clock) {
        var administrators = new MongoAdministrators(mongo, identity, clock);
        administrators.prepare();
        return administrators;
    }

    @Bean
    AdministerUsers administerUsers(
            IdentityProvider identity,
            People people,
            Roles roles,
            Administrators administrators,
            SignInHolds holds,
            PasswordLinks passwordLinks,
            Impersonations impersonations) {
        return new AdministerUsers(identity, people, roles, administrators, holds, passwordLinks, impersonations);
    }

    @Bean
    AdministerFactors administerFactors(
            IdentityProvider identity,
            Roles roles,
            SecondFactors factors,
            FactorPolicy policy,
            RemoveFactors remove,
            Recover recover) {
        return new AdministerFactors(identity, roles, factors, policy, remove, recover);
    }

    @Bean
    Impersonations impersonations(
            IdentityProvider identity,
            People people,
            Sessions sessions,
            SessionRefresh refresh,
            Grants grants,
            AccessTokens tokens,
            Clock clock) {
        return new Impersonations(identity, people, sessions, refresh, grants, tokens, clock);
    }
}
