package io.aman.session.login;

import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.SignInElsewhere;
import io.aman.session.identity.SignOutElsewhere;
import io.aman.session.session.People;
import io.aman.session.session.SessionPolicy;
import io.aman.session.session.Sessions;
import io.aman.session.token.KeyedHash;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("session.identity.oidc.redirect-uri")
class VouchedSignInConfiguration {

    @Bean
    DirectorySignOutListener directorySignOutListener(
            IdentityProvider identity, Sessions sessions, People people, SessionPolicy policy, Clock clock) {
        return new DirectorySignOutListener(identity, sessions, people, policy, clock);
    }

    @Bean
    VouchedSignIn vouchedSignIn(
            SignInElsewhere elsewhere,
            SignOutElsewhere signOuts,
            KeyedHash hash,
            KnownDevices devices,
            IdentityProvider identity,
            People people,
            SecondStep secondStep,
            Sessions sessions) {
        return new VouchedSignIn(
                elsewhere,
                signOuts,
                new AccountKeys(hash.of("account-key")),
                devices,
                identity,
                people,
                secondStep,
                sessions);
    }
}
