package io.aman.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.stack.StatusTable.Row;
import io.aman.local.stack.StatusTable.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTableTest {

    private static final Row MONGO = new Row(
            "mongo", State.UP, 28017, Optional.of(4242L), Optional.of(80L), Optional.of(Duration.ofSeconds(61)));
    private static final Row GATEWAY =
            new Row("gateway", State.DIED, 8080, Optional.empty(), Optional.empty(), Optional.empty());

    @Test
    void eachPartHasALineAndTheMemoryIsSummed() {
        var other = new Row(
                "kafka", State.STARTING, 29092, Optional.of(9L), Optional.of(300L), Optional.of(Duration.ofSeconds(5)));

        assertThat(new StatusTable(List.of(MONGO, other, GATEWAY)).lines())
                .containsExactly(
                        "PART                   STATE       PORT      PID   MEMORY  UPTIME",
                        "mongo                  up         28017     4242    80 MB  1m 01s",
                        "kafka                  starting   29092        9   300 MB  5s",
                        "gateway                died        8080        -        -  -",
                        "total                                              380 MB");
    }

    @Test
    void onePartThatIsNotUpMeansNotAllAreUp() {
        assertThat(new StatusTable(List.of(MONGO)).allUp()).isTrue();
        assertThat(new StatusTable(List.of(MONGO, GATEWAY)).allUp()).isFalse();
    }

    @Test
    void uptimeShowsItsTwoLargestUnits() {
        assertThat(StatusTable.text(Duration.ofSeconds(3))).isEqualTo("3s");
        assertThat(StatusTable.text(Duration.ofMinutes(65))).isEqualTo("1h 5m");
        assertThat(StatusTable.text(Duration.ofHours(50))).isEqualTo("2d 2h");
    }
}
