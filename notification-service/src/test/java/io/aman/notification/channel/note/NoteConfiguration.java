package io.aman.notification.channel.note;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("notification.note.drawers")
class NoteConfiguration {

    @Bean
    Drawers drawers() {
        return new Drawers();
    }

    @Bean
    NoteProvider notes(Drawers drawers) {
        return new NoteProvider(drawers);
    }
}
