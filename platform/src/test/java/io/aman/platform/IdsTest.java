package io.aman.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void aRandomIdHas128BitsBehindItsPrefixAndNeverComesTwice() {
        var ids = IntStream.range(0, 10_000).mapToObj(_ -> Ids.random("pay_")).collect(Collectors.toSet());

        assertThat(ids).hasSize(10_000).allMatch(id -> id.matches("pay_[0-9a-f]{32}"));
    }

    @Test
    void aDerivedIdAlwaysFollowsFromItsSource() {
        assertThat(Ids.derived("ntf_", "evt_1")).isEqualTo(Ids.derived("ntf_", "evt_1"));
        assertThat(Ids.derived("ntf_", "evt_1")).isNotEqualTo(Ids.derived("ntf_", "evt_2"));
        assertThat(Ids.derived("ntf_", "evt_1")).matches("ntf_[0-9a-f]{32}");
    }
}
