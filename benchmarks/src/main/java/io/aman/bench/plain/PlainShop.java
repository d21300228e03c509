package io.aman.bench.plain;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Runs the plain service in a process of its own. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class PlainShop {

    public static void main(String[] arguments) {
        SpringApplication.run(PlainShop.class, arguments);
    }
}
