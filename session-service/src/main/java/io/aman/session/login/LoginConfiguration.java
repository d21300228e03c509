package io.aman.session.login;

import io.aman.platform.drain.FailoverClient;
import io.aman.platform.observability.ReasonCounter;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import io.aman.session.access.Grants;
import io.aman.session.access.SignInHolds;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.SignOutElsewhere;
import io.aman.session.mfa.Challenges;
import io.aman.session.mfa.FactorCheck;
import io.aman.session.mfa.MfaTokens;
import io.aman.session.mfa.SecondFactors;
import io.aman.session.mfa.TrustedDevices;
import io.aman.session.passkey.PasskeyCheck;
import io.aman.session.password.CurrentPassword;
import io.aman.session.password.PasswordAge;
import io.aman.session.password.PasswordError;
import io.aman.session.session.People;
import io.aman.session.session.RefusedSignIns;
import io.aman.session.session.SessionPolicy;
import io.aman.session.session.SessionRefresh;
import io.aman.session.session.Sessions;
import io.aman.session.session.StartSession;
import io.aman.session.token.AccessTokens;
import io.aman.session.token.KeyedHash;
import io.aman.session.token.RefreshTokens;
import io.aman.session.token.ServiceToken;
import io.aman.session.unlock.LockNotices;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.net.http.HttpClient;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.client.JdkClientHttpRequestFactory;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityServiceProperties.class)
class LoginConfiguration {

    private static final int REMEMBERED_LOCALLY = 100_000;

    @Bean
    SecurityServiceClient securityServiceClient(
            SecurityServiceProperties properties, ServiceToken token, ObservationRegistry observations) {
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.connectTimeout())
                .build();
        var requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(properties.readTimeout());
        var client = FailoverClient.of(properties.baseUrl())
                .requestFactory(requests)
                .observationRegistry(observations)
                .build();
        return new SecurityServiceClient(client, token);
    }

    @Bean
    LoginGate loginGate(SecurityServiceClient security, CircuitBreakerRegistry breakers, Clock clock) {
        return new LoginGate(
                security, breakers.circuitBreaker("security-service"), new LocalLoginLimit(clock, REMEMBERED_LOCALLY));
    }

    @Bean
    OutboxCollection failedLoginsOutbox() {
        return new OutboxCollection(MongoFailedLogins.COLLECTION);
    }

    @Bean
    FailedLogins failedLogins(MongoOperations mongo, Outbox outbox, OutboxRelay relay, MeterRegistry meters) {
        var failures = new MongoFailedLogins(mongo, outbox, id -> relay.wake(MongoFailedLogins.COLLECTION, id));
        failures.declareIndexes();
        return new CountedFailedLogins(failures, new ReasonCounter(meters, "aman.sign.in.refusals"));
    }

    @Bean
    TokenIssue tokenIssue(
            Grants grants, SecondFactors factors, AccessTokens accessTokens, RefreshTokens refreshTokens) {
        return new TokenIssue(grants, factors, accessTokens, refreshTokens);
    }

    @Bean
    AccountKeys accountKeys(KeyedHash hash) {
        return new AccountKeys(hash.of("account-key"));
    }

    @Bean
    RefusedSignIns refusedSignIns(IdentityProvider identity, AccountKeys accountKeys, FailedLogins failures) {
        return (userId, since) -> identity.find(userId)
                .map(user -> failures.count(accountKeys.of(user.email()), since))
                .orElse(0L);
    }

    @Bean
    UnlockListener unlockListener(IdentityProvider identity, AccountKeys accountKeys, LoginGate gate) {
        return new UnlockListener(identity, accountKeys, gate);
    }

    @Bean
    SignInHolds signInHolds(AccountKeys accountKeys, LoginGate gate) {
        return email -> gate.lift(accountKeys.of(email));
    }

    @Bean
    PasswordCheck passwordCheck(
            AccountKeys accountKeys,
            KeyedHash hash,
            KnownDevices devices,
            LoginGate gate,
            IdentityProvider identity,
            FailedLogins failures,
            LockNotices locks,
            Clock clock) {
        var tags = new PasswordTags(hash.of("password-tag"));
        return new PasswordCheck(accountKeys, tags, devices, gate, identity, failures, locks, clock);
    }

    /** By the limits of a sign-in; it signs nobody in, so that nothing is told and the attempt is given back. */
    @Bean
    CurrentPassword currentPassword(PasswordCheck passwords, People people) {
        return (user, typed, origin) -> {
            var passed = passwords.again(user.email(), typed, origin);
            if (!passed.user().id().equals(user.id())) {
                throw passwords.failed(passed.attempt(), user.id(), "bad-credentials", origin);
            }
            if (people.of(user.id()).isPasswordHeld()) {
                passwords.failed(passed.attempt(), user.id(), "reset-required", origin);
                throw new PasswordError.ResetRequired();
            }
            passwords.unverified(passed.attempt(), origin);
        };
    }

    @Bean
    LogIn logIn(PasswordCheck passwords, IdentityProvider identity, People people, SecondStep secondStep, Clock clock) {
        return new LogIn(passwords, identity, people, secondStep, clock);
    }

    @Bean
    PasskeySignIn passkeySignIn(
            PasskeyCheck passkeys,
            MfaTokens mfaTokens,
            AccountKeys accountKeys,
            IdentityProvider identity,
            People people,
            SecondStep secondStep,
            Clock clock) {
        return new PasskeySignIn(passkeys, mfaTokens, accountKeys, identity, people, secondStep, clock);
    }

    @Bean
    SecondStep secondStep(
            SignInRisk risk,
            KnownDevices knownDevices,
            SecondFactors factors,
            FactorCheck check,
            Challenges challenges,
            MfaTokens mfaTokens,
            TrustedDevices devices,
            PasswordAge passwordAge,
            IdentityProvider identity,
            People people,
            StartSession startSession,
            Sessions sessions,
            ObjectProvider<SignOutElsewhere> signOuts,
            FailedLogins failures,
            LoginGate gate,
            TokenIssue tokens,
            Clock clock) {
        return new SecondStep(
                risk,
                knownDevices,
                factors,
                check,
                challenges,
                mfaTokens,
                devices,
                passwordAge,
                identity,
                people,
                startSession,
                sessions,
                pending -> signOuts.stream().anyMatch(heard -> VouchedSignIn.isSignedOut(heard, pending)),
                failures,
                gate,
                tokens,
                clock);
    }

    @Bean
    Reauthenticate reauthenticate(
            PasswordCheck passwords,
            SecondFactors factors,
            FactorCheck check,
            Challenges challenges,
            AccountKeys accountKeys,
            IdentityProvider identity,
            People people,
            Sessions sessions,
            SessionPolicy policy,
            TokenIssue tokens,
            Clock clock) {
        return new Reauthenticate(
                passwords, factors, check, challenges, accountKeys, identity, people, sessions, policy, tokens, clock);
    }

    @Bean
    RefreshSession refreshSession(
            RefreshTokens refreshTokens,
            People people,
            Sessions sessions,
            SessionRefresh refresh,
            IdentityProvider identity,
            TokenIssue tokens,
            Clock clock) {
        return new RefreshSession(refreshTokens, people, sessions, refresh, identity, tokens, clock);
    }
}
