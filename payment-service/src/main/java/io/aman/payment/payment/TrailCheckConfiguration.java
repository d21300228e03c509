package io.aman.payment.payment;

import io.aman.payment.audit.AuditChain;
import io.aman.payment.audit.Trails;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** What checking trails needs of the service, and nothing that listens or works; the service itself must not find it. */
@ImportAutoConfiguration({MongoAutoConfiguration.class, DataMongoAutoConfiguration.class})
@ComponentScan(
        basePackageClasses = AuditChain.class,
        useDefaultFilters = false,
        includeFilters = @Filter(Configuration.class))
class TrailCheckConfiguration {

    @Bean
    Trails trails(MongoOperations mongo) {
        return new MongoTrails(mongo);
    }
}
