package io.aman.notification.stream;

import io.aman.events.Topics;
import io.aman.notification.inbox.Inbox;
import io.aman.platform.event.TopicFollower;
import io.aman.platform.event.TopicFollower.From;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamProperties.class)
class StreamConfiguration {

    @Bean
    OpenStreams openStreams(
            Inbox inbox, StreamProperties properties, JsonMapper json, Clock clock, MeterRegistry meters) {
        return new OpenStreams(inbox, properties, () -> new ServerSentEvents(json), clock, meters);
    }

    /** Tomcat keeps a buffer for each direction of each connection, of 8 KB; streams are read never and written a little. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> smallBuffers() {
        return server -> server.addConnectorCustomizers(connector -> {
            connector.setProperty("socket.appReadBufSize", "1024");
            connector.setProperty("socket.appWriteBufSize", "2048");
        });
    }

    @Bean
    TopicFollower inboxChanges(ConsumerFactory<?, ?> settings, OpenStreams streams) {
        return new TopicFollower(
                Topics.NOTIFICATIONS,
                From.END,
                settings,
                "notification-streams",
                new InboxChangeListener(streams),
                SmartLifecycle.DEFAULT_PHASE);
    }
}
