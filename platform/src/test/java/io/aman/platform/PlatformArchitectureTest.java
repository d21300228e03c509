package io.aman.platform;

import io.aman.testing.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PlatformArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theRulesOfTheHouseHold() {
        return ArchitectureRules.ofModule("io.aman.platform");
    }
}
