package io.aman.notification;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.aman.testing.EmbeddedKafka;
import io.aman.testing.ServiceTest;
import io.aman.testing.TestTokens;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/** One more process of the service, so to say, over the same database and broker. */
public final class AnotherInstance implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private AnotherInstance(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param first the environment of a {@link ServiceTest} */
    public static AnotherInstance beside(Environment first) {
        return new AnotherInstance(new SpringApplicationBuilder(NotificationServiceApplication.class)
                .initializers(context -> believe((GenericApplicationContext) context))
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--aman.sealing.keys=" + ServiceTest.SEALING_KEY,
                        "--spring.kafka.bootstrap-servers=" + EmbeddedKafka.bootstrapServers(),
                        "--spring.mongodb.uri=" + first.getRequiredProperty("spring.mongodb.uri")));
    }

    private static void believe(GenericApplicationContext context) {
        var keys = new RootBeanDefinition();
        keys.setTargetType(ResolvableType.forClassWithGenerics(JWKSource.class, SecurityContext.class));
        keys.setInstanceSupplier(TestTokens::keys);
        context.registerBeanDefinition("testSigningKeys", keys);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
