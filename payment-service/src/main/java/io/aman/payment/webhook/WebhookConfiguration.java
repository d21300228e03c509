package io.aman.payment.webhook;

import io.aman.payment.payment.FindOutcome;
import io.aman.payment.payment.PaymentRefs;
import io.aman.payment.provider.NoticeReader;
import io.aman.platform.observability.Traces;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WebhookProperties.class, ReplayProperties.class})
class WebhookConfiguration {

    @Bean
    MongoNotices mongoNotices(MongoOperations mongo, Clock clock) {
        var notices = new MongoNotices(mongo, clock);
        notices.declareIndexes();
        return notices;
    }

    @Bean
    NoticeDesk noticeDesk(
            MongoNotices notices, FindOutcome outcomes, WebhookProperties properties, Traces traces, Clock clock) {
        return new NoticeDesk(notices, outcomes, properties, traces, clock);
    }

    @Bean
    PersonalNotices personalNotices(MongoNotices notices, PaymentRefs refs) {
        return new PersonalNotices(notices, refs);
    }

    @Bean
    MongoReplays mongoReplays(MongoOperations mongo) {
        var replays = new MongoReplays(mongo);
        replays.declareIndexes();
        return replays;
    }

    @Bean
    ReplayDesk replayDesk(
            MongoReplays replays,
            MongoNotices notices,
            FindOutcome outcomes,
            ObjectProvider<NoticeReader> readers,
            ReplayProperties properties,
            Clock clock) {
        var one = new ReplayNotice(readers.orderedStream().toList(), notices, outcomes);
        return new ReplayDesk(replays, notices, one, properties, clock);
    }
}
