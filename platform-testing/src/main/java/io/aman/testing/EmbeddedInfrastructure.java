package io.aman.testing;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Carries out {@link WithMongo}, {@link WithKafka} and {@link WithTokens}. */
final class EmbeddedInfrastructure implements ContextCustomizerFactory {

    private enum Part {
        MONGO,
        KAFKA,
        TOKENS
    }

    /** Equal for equal parts, so that contexts are shared. */
    private record Customizer(Set<Part> parts) implements ContextCustomizer {

        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration config) {
            for (var part : parts) {
                switch (part) {
                    case MONGO -> {
                        set(context, "spring.mongodb.uri", EmbeddedMongo.uri(database(config)));
                        record(context);
                    }
                    case KAFKA -> set(context, "spring.kafka.bootstrap-servers", EmbeddedKafka.bootstrapServers());
                    case TOKENS -> believe(context);
                }
            }
        }

        private static String database(MergedContextConfiguration config) {
            return EmbeddedMongo.freshDatabase(config.getTestClass().getSimpleName());
        }

        private static void set(ConfigurableApplicationContext context, String name, String value) {
            TestPropertyValues.of(name + "=" + value).applyTo(context);
        }

        private static void record(ConfigurableApplicationContext context) {
            MongoClientSettingsBuilderCustomizer recorder =
                    settings -> settings.addCommandListener(RecordedCommands.ALL);
            var recording = new RootBeanDefinition(MongoClientSettingsBuilderCustomizer.class);
            recording.setInstanceSupplier(() -> recorder);
            ((BeanDefinitionRegistry) context.getBeanFactory()).registerBeanDefinition("recordedCommands", recording);
        }

        private static void believe(ConfigurableApplicationContext context) {
            var keys = new RootBeanDefinition();
            keys.setTargetType(ResolvableType.forClassWithGenerics(JWKSource.class, SecurityContext.class));
            keys.setInstanceSupplier(TestTokens::keys);
            ((BeanDefinitionRegistry) context.getBeanFactory()).registerBeanDefinition("testSigningKeys", keys);
        }
    }

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> test, List<ContextConfigurationAttributes> attributes) {
        var parts = EnumSet.noneOf(Part.class);
        if (TestContextAnnotationUtils.hasAnnotation(test, WithMongo.class)) {
            parts.add(Part.MONGO);
        }
        if (TestContextAnnotationUtils.hasAnnotation(test, WithKafka.class)) {
            parts.add(Part.KAFKA);
        }
        if (TestContextAnnotationUtils.hasAnnotation(test, WithTokens.class)) {
            parts.add(Part.TOKENS);
        }
        return parts.isEmpty() ? null : new Customizer(parts);
    }
}
