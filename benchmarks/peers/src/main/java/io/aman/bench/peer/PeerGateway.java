package io.aman.bench.peer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Spring Cloud Gateway with one route; the profile, {@code plain} or {@code naive}, says what else. */
@SpringBootApplication(proxyBeanMethods = false)
class PeerGateway {

    public static void main(String[] arguments) {
        SpringApplication.run(PeerGateway.class, arguments);
    }
}
