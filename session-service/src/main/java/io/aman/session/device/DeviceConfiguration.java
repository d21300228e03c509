package io.aman.session.device;

import io.aman.platform.geo.Places;
import io.aman.session.session.Clients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeviceConfiguration {

    @Bean
    Clients clients(Places places) {
        return new KnownClients(new UserAgents(), places);
    }
}
