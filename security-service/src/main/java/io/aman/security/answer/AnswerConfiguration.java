package io.aman.security.answer;

import io.aman.security.alert.Alerts;
import io.aman.security.detector.Detection;
import io.aman.security.reputation.AddressRules;
import io.aman.security.reputation.Reputation;
import io.aman.security.risk.AssessRisk;
import io.aman.security.signal.Memory;
import io.aman.security.signal.Observe;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AnswerProperties.class)
class AnswerConfiguration {

    @Bean
    Watch watch(
            Observe observe,
            Reputation reputation,
            AssessRisk assessRisk,
            Alerts alerts,
            AddressRules rules,
            AnswerProperties properties,
            Clock clock) {
        return new Watch(observe, reputation, assessRisk, alerts, rules, properties, clock);
    }

    @Bean
    SessionListener sessionListener(Detection detection, Alerts alerts, AnswerProperties properties, Clock clock) {
        return new SessionListener(detection, alerts, properties, clock);
    }

    @Bean
    AnsweredListener answeredListener(Memory memory, Alerts alerts) {
        return new AnsweredListener(memory, alerts);
    }
}
