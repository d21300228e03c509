package io.aman.security.challenge;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ChallengeProperties.class)
class ChallengeConfiguration {

    private static final Duration PURGE_EVERY = Duration.ofMinutes(10);

    @Bean
    MongoSolvedChallenges solvedChallenges(MongoOperations mongo, Clock clock) {
        var solved = new MongoSolvedChallenges(mongo, clock);
        solved.declareIndexes();
        return solved;
    }

    @Bean
    Challenger challenger(MongoSolvedChallenges solved, ChallengeProperties properties, Clock clock) {
        var captcha = properties.captcha();
        return captcha == null
                ? new ProofOfWork(solved, properties.maxNumber(), properties.lifetime(), clock)
                : new CaptchaClient(captcha);
    }

    @Bean
    SchedulingConfigurer challengePurge(MongoSolvedChallenges solved) {
        return tasks -> tasks.addFixedDelayTask(new FixedDelayTask(solved::purge, PURGE_EVERY, PURGE_EVERY));
    }
}
