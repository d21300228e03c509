package io.aman.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PaymentStateTest {

    @Test
    void statesAndTransitionsAreExactlyThoseOfTheMapping() throws Exception {
        JsonNode oracle;
        try (var file = getClass().getResourceAsStream("/oracles/state-mapping.json")) {
            oracle = JsonMapper.shared().readTree(file).get("allowed_transitions");
        }
        assertThat(Arrays.stream(PaymentState.values()).map(Enum::name))
                .containsExactlyInAnyOrderElementsOf(oracle.propertyNames());
        for (var state : PaymentState.values()) {
            var allowed = StreamSupport.stream(oracle.get(state.name()).spliterator(), false)
                    .map(JsonNode::stringValue)
                    .toList();
            assertThat(state.next())
                    .as(state.name())
                    .extracting(Enum::name)
                    .containsExactlyInAnyOrderElementsOf(allowed);
        }
    }
}
