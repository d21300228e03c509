package io.aman.platform.idempotency;

import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

@AutoConfiguration(after = DataMongoAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(MongoOperations.class)
@ConditionalOnBooleanProperty("aman.idempotency.enabled")
@EnableConfigurationProperties(IdempotencyProperties.class)
@Import(IdempotencyProblems.class)
class IdempotencyConfiguration {

    @Bean
    IdempotencyKeys idempotencyKeys(MongoOperations mongo, IdempotencyProperties properties, Clock clock) {
        var keys = new IdempotencyKeys(mongo, properties, clock);
        keys.declareIndex();
        return keys;
    }

    @Bean
    WebMvcConfigurer idempotentCalls(
            IdempotencyKeys keys, IdempotencyProperties properties, Clock clock, JsonMapper json) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new IdempotentCallResolver(keys, properties, clock, json));
            }
        };
    }
}
