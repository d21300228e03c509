package io.aman.session.disown;

import io.aman.session.identity.PasswordDirectory;
import io.aman.session.mfa.TrustedDevices;
import io.aman.session.notice.NotMeLinks;
import io.aman.session.notice.NoticeSeal;
import io.aman.session.notice.PasswordResets;
import io.aman.session.session.People;
import io.aman.session.session.Sessions;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DisownConfiguration {

    @Bean
    Disown disown(NotMeLinks links, People people, Clock clock) {
        return new Disown(links, people, clock);
    }

    @Bean
    DisownedListener disownedListener(TrustedDevices devices, PasswordResets resets) {
        return new DisownedListener(devices, resets);
    }

    @Bean
    QuestionListener questionListener(People people, NoticeSeal seal) {
        return new QuestionListener(people, seal);
    }

    @Bean
    AttackListener attackListener(
            Sessions sessions, People people, PasswordDirectory passwords, PasswordResets resets) {
        return new AttackListener(sessions, people, passwords, resets);
    }
}
