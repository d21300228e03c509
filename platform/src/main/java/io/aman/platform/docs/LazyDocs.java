package io.aman.platform.docs;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;

/**
 * Nothing of springdoc is made before the document is asked for, which is once in a service's life: its converters,
 * mappers and scanners would make each start longer.
 */
final class LazyDocs implements BeanFactoryPostProcessor, Ordered {

    private static final String SPRINGDOC = "org.springdoc.";

    /** The controller: nobody but it is asked for by name. */
    private static final String RESOURCE = "openApiResource";

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        var theirs = Arrays.stream(beans.getBeanDefinitionNames())
                .filter(name -> isSpringdoc(beans.getBeanDefinition(name)))
                .toList();
        theirs.forEach(name -> beans.getBeanDefinition(name).setLazyInit(true));
        if (theirs.contains(RESOURCE)) {
            // Some work by being there, and nobody takes them as a parameter.
            beans.getBeanDefinition(RESOURCE)
                    .setDependsOn(theirs.stream()
                            .filter(name -> isRegistering(beans.getBeanDefinition(name)))
                            .toArray(String[]::new));
        }
    }

    private static boolean isRegistering(BeanDefinition definition) {
        var method = definition.getFactoryMethodName();
        return "modelConverterRegistrar".equals(method) || "initExtraSchemas".equals(method);
    }

    private static boolean isSpringdoc(BeanDefinition definition) {
        return startsWith(definition.getBeanClassName())
                || (definition instanceof AnnotatedBeanDefinition annotated
                        && annotated.getFactoryMethodMetadata() != null
                        && startsWith(annotated.getFactoryMethodMetadata().getDeclaringClassName()));
    }

    private static boolean startsWith(@Nullable String className) {
        return className != null && className.startsWith(SPRINGDOC);
    }
}
