package io.aman.gateway.docs;

import io.aman.gateway.upstream.ServiceAddresses;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "gateway.docs.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DocsProperties.class)
class DocsConfiguration {

    /** What the gateway answers itself. */
    static final String OWN = "docs/gateway.json";

    @Bean
    Documents documents(DocsProperties properties, ServiceAddresses addresses, JsonMapper json, Clock clock) {
        return new Documents(
                (ObjectNode) json.readTree(Packaged.text(OWN)),
                new ServiceDocumentClient(addresses, properties, json),
                properties,
                json,
                clock);
    }
}
