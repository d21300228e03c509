package io.aman.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.aman.testing.fixture.cycle.CycleApplication;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureRulesTest {

    private static final String FIXTURES = "io.aman.testing.fixture.";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    webinside      | web, MongoDB and Kafka are known at the edge only
                    mongoinside    | web, MongoDB and Kafka are known at the edge only
                    kafkainside    | web, MongoDB and Kafka are known at the edge only
                    neighbour      | a service knows itself, the event contracts and the platform
                    localstack     | a service knows itself, the event contracts and the platform
                    unmarked       | every package is @NullMarked
                    injected       | nothing is injected into fields
                    published      | configuration classes are not public
                    instantnow     | the time comes from a Clock
                    localdatenow   | the time comes from a Clock
                    millis         | the time comes from a Clock
                    newdate        | the time comes from a Clock
                    nowreference   | the time comes from a Clock
                    namedserviceimpl | a name says what a thing is, not Impl, Utils, Helper or Manager
                    namedutils     | a name says what a thing is, not Impl, Utils, Helper or Manager
                    namedhelper    | a name says what a thing is, not Impl, Utils, Helper or Manager
                    namedmanager   | a name says what a thing is, not Impl, Utils, Helper or Manager
                    """)
    void aFixtureBreaksItsOwnRuleAndNoOther(String fixture, String rule) {
        assertThat(brokenBy(FIXTURES + fixture)).containsExactly(rule);
    }

    @Test
    void codeAsTheHouseWantsItBreaksNoRule() {
        assertThat(brokenBy(FIXTURES + "clean")).isEmpty();
    }

    @Test
    void featuresInACircleAreFound() {
        var modules = ApplicationModules.of(CycleApplication.class, _ -> true);

        assertThatThrownBy(modules::verify).hasMessageContaining("Cycle");
    }

    @Test
    void aPackageWithoutClassesIsRefusedInsteadOfGuarded() {
        assertThatThrownBy(() -> ArchitectureRules.ofModule("io.aman.nowhere")).hasMessageContaining("io.aman.nowhere");
    }

    /** The modules below this one cannot depend on it, so their rules are kept here. */
    @TestFactory
    Stream<DynamicTest> theModulesBelowKeepTheRules() {
        return Stream.of("io.aman.events", "io.aman.local", "io.aman.testing").flatMap(ArchitectureRules::ofModule);
    }

    private static Stream<String> brokenBy(String basePackage) {
        var imported = new ClassFileImporter().importPackages(basePackage);
        return Stream.of(ArchitectureRules.everywhere(), ArchitectureRules.inServices(basePackage))
                .flatMap(rules -> ArchitectureRules.broken(imported, rules));
    }
}
