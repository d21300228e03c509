package io.aman.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.StandardEnvironment;

class ProviderFoldersTest {

    /** Controllers are found by scanning: one that is found without what it needs would stop the start. */
    @Test
    void aProviderThatIsNotConfiguredLeavesNothingBehind() {
        var scan = new ClassPathScanningCandidateComponentProvider(true, new StandardEnvironment());
        assertThat(scan.findCandidateComponents("io.aman.payment.provider"))
                .extracting(BeanDefinition::getBeanClassName)
                .containsExactly(ProviderConfiguration.class.getName());
    }
}
