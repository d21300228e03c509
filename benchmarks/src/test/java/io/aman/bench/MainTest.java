package io.aman.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    private record Fixed(String name, List<Boolean> met) implements Benchmark {

        @Override
        public String about() {
            return "nothing";
        }

        @Override
        public List<Verdict> run(BenchStacks stacks, Consumer<String> progress) {
            progress.accept("working");
            return met.stream().map(one -> new Verdict(name, "1/s", "1/s", one)).toList();
        }
    }

    private static final List<Benchmark> KNOWN =
            List.of(new Fixed("good", List.of(true)), new Fixed("bad", List.of(false)));

    @TempDir
    private Path root;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aTargetThatIsMetIsOneLineAndExitCodeZero() throws Exception {
        assertThat(run("good")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("bench good: 1/s (target 1/s) met\n");
        try (var left = Files.list(root.resolve(".aman/bench"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void oneMissedTargetAmongAllIsExitCodeOne() {
        assertThat(run("all")).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("bench good: 1/s (target 1/s) met\nbench bad: 1/s (target 1/s) missed\n");
    }

    @Test
    void ofSeveralPromisesEachHasItsLineAndTheLastDoesNotHideTheFirst() {
        var both = new Fixed("both", List.of(false, true));
        assertThat(run(List.of(both), "both")).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("bench both: 1/s (target 1/s) missed\nbench both: 1/s (target 1/s) met\n");
    }

    @Test
    void anUnknownNameIsExitCodeTwoAndMeasuresNothing() {
        assertThat(run("good", "other")).isEqualTo(2);
        assertThat(out.size()).isZero();
    }

    @Test
    void withoutANameTheyAreListed() {
        assertThat(run()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("good", "bad", "all");
    }

    private int run(String... words) {
        return run(KNOWN, words);
    }

    private int run(List<Benchmark> known, String... words) {
        var quiet = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return Main.run(known, root, List.of(words), new PrintStream(out, true, StandardCharsets.UTF_8), quiet);
    }
}
