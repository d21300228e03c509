package io.aman.gateway;

import io.aman.testing.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theRulesOfTheHouseHold() {
        return ArchitectureRules.ofService(GatewayApplication.class);
    }
}
