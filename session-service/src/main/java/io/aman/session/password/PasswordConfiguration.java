package io.aman.session.password;

import io.aman.events.Actor;
import io.aman.platform.PublicUrl;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import io.aman.session.access.PasswordLinks;
import io.aman.session.access.SignInHolds;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.PasswordDirectory;
import io.aman.session.mfa.SecondFactors;
import io.aman.session.mfa.TrustedDevices;
import io.aman.session.notice.NoticeSeal;
import io.aman.session.notice.PasswordResets;
import io.aman.session.password.breach.BreachCheck;
import io.aman.session.session.People;
import io.aman.session.token.KeyedHash;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PasswordProperties.class)
class PasswordConfiguration {

    @Bean
    PasswordRules passwordRules(PasswordProperties properties) {
        return new PasswordRules(properties.policy(), properties.productWords());
    }

    @Bean
    AcceptPassword acceptPassword(PasswordRules rules, BreachCheck breaches) {
        return new AcceptPassword(rules, breaches);
    }

    @Bean
    ExpiredTokens expiredTokens(KeyedHash hash, PasswordProperties properties, Clock clock) {
        return new ExpiredTokens(hash.of("password-change"), properties.changeWithin(), clock);
    }

    @Bean
    PasswordAge passwordAge(
            PasswordRules rules,
            PasswordDirectory passwords,
            SecondFactors factors,
            ExpiredTokens tokens,
            Clock clock) {
        return new PasswordAge(rules.policy(), passwords, factors, tokens, clock);
    }

    @Bean
    Aftermath passwordAftermath(
            MongoOperations mongo,
            PasswordDirectory passwords,
            IdentityProvider identity,
            People people,
            TrustedDevices devices,
            SignInHolds holds,
            Clock clock) {
        var pending = new MongoPendingChanges(mongo);
        pending.declareIndexes();
        return new Aftermath(pending, passwords, identity, people, devices, holds, clock);
    }

    @Bean
    SetPassword setPassword(
            AcceptPassword accept,
            PasswordRules rules,
            PasswordDirectory passwords,
            SecondFactors factors,
            Aftermath aftermath,
            NoticeSeal notices,
            Clock clock) {
        return new SetPassword(accept, rules.policy(), passwords, factors, aftermath, notices, clock);
    }

    @Bean
    ChangePassword changePassword(
            IdentityProvider identity,
            PasswordDirectory passwords,
            CurrentPassword current,
            SetPassword setPassword,
            ExpiredTokens tokens,
            Clock clock) {
        return new ChangePassword(identity, passwords, current, setPassword, tokens, clock);
    }

    @Bean
    OutboxCollection resetLinksOutbox() {
        return new OutboxCollection(MongoResetLinks.COLLECTION);
    }

    @Bean
    ResetLinks resetLinks(MongoOperations mongo, Outbox outbox, OutboxRelay relay, PasswordProperties properties) {
        var reset = properties.reset();
        var links = new MongoResetLinks(
                mongo, outbox, id -> relay.wake(MongoResetLinks.COLLECTION, id), reset.lifetime(), reset.perHour());
        links.declareIndexes();
        return links;
    }

    @Bean
    SendResetLink sendResetLink(
            PasswordDirectory passwords,
            ResetLinks links,
            NoticeSeal notices,
            PublicUrl publicUrl,
            PasswordProperties properties,
            Clock clock) {
        return new SendResetLink(
                passwords, links, notices, publicUrl, properties.reset().path(), clock);
    }

    @Bean
    ResetPassword resetPassword(ResetLinks links, IdentityProvider identity, SetPassword setPassword, Clock clock) {
        return new ResetPassword(links, identity, setPassword, clock);
    }

    @Bean
    ForgotPassword forgotPassword(
            MongoOperations mongo, PasswordDirectory passwords, SendResetLink sendLink, Clock clock) {
        var requests = new MongoResetRequests(mongo);
        requests.declareIndexes();
        return new ForgotPassword(requests, passwords, sendLink, clock);
    }

    /** Whoever says that something was not them. */
    @Bean
    PasswordResets passwordResets(IdentityProvider identity, SendResetLink sendLink) {
        return userId -> identity.find(userId).ifPresent(user -> sendLink.to(user, Actor.user(userId, null)));
    }

    @Bean
    PasswordLinks passwordLinks(SendResetLink sendLink) {
        return sendLink::to;
    }

    @Bean
    AgeWarnings ageWarnings(
            PasswordRules rules,
            PasswordDirectory passwords,
            SecondFactors factors,
            NoticeSeal notices,
            PasswordProperties properties,
            Clock clock) {
        return new AgeWarnings(rules.policy(), properties.warnBefore(), passwords, factors, notices, clock);
    }

    @Bean
    PasswordUpkeep passwordUpkeep(
            ForgotPassword forgotPassword,
            Aftermath aftermath,
            AgeWarnings warnings,
            MongoOperations mongo,
            PasswordProperties properties,
            Clock clock) {
        return new PasswordUpkeep(
                forgotPassword, aftermath, warnings, new MongoSweepLease(mongo), properties.upkeep(), clock);
    }
}
