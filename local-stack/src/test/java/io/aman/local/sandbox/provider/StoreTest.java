package io.aman.local.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aChangeThatFailsLeavesNothingNeitherStoredNorDone(boolean disk) {
        try (var store = disk ? Store.onDisk(folder, _ -> {}) : Store.inMemory()) {
            var table = store.table("things");
            var done = new ArrayList<String>();
            store.change(() -> {
                table.put("a", Json.object().put("n", 1));
                store.afterCommit(() -> done.add("first"));
                return 0;
            });
            assertThatThrownBy(() -> store.change(() -> {
                        table.put("a", Json.object().put("n", 2));
                        table.put("b", Json.object());
                        store.afterCommit(() -> done.add("second"));
                        throw new IllegalStateException("on purpose");
                    }))
                    .hasMessage("on purpose");
            assertThat(store.read(() -> table.ids().toList())).containsExactly("a");
            assertThat(store.read(() -> table.find("a").orElseThrow().path("n").asInt()))
                    .isOne();
            assertThat(done).containsExactly("first");
        }
    }

    @Test
    void aTableIsReadFromBothEndsAndFromTheMiddle() {
        try (var store = Store.inMemory()) {
            var table = store.table("things");
            store.change(() -> {
                Stream.of("x/1", "x/2", "y/1")
                        .forEach(id -> table.put(id, Json.object().put("id", id)));
                return 0;
            });
            assertThat(store.read(() -> table.ids("x/").toList())).containsExactly("x/1", "x/2");
            assertThat(store.read(() -> table.newestFirst("y/1")
                            .map(row -> row.path("id").asString())
                            .toList()))
                    .containsExactly("x/2", "x/1");
        }
    }

    @Test
    void tablesAreClosedOutsideAChangeOrRead() {
        try (var store = Store.inMemory()) {
            var table = store.table("things");
            assertThatThrownBy(() -> table.put("a", Json.object())).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> table.find("a")).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void idsSortByTheirMakingEvenWhenTheClockStandsStill() {
        var ids = new Ids(Clock.fixed(Instant.ofEpochSecond(1764000000), ZoneOffset.UTC));
        var made = Stream.generate(() -> ids.next("pi_")).limit(2000).toList();
        assertThat(made).isSorted().doesNotHaveDuplicates().allMatch(id -> id.matches("pi_[0-9A-Za-z]{24}"));
    }
}
