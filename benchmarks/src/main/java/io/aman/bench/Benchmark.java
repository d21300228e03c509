package io.aman.bench;

import java.util.List;
import java.util.function.Consumer;

/** One measurement against a promised figure; found by {@link java.util.ServiceLoader}. */
public interface Benchmark {

    /** What {@code ./aman bench} calls it. */
    String name();

    /** One line for the list. */
    String about();

    /**
     * Measures; a verdict for each promise.
     *
     * @param stacks starts the parts it is measured against; all are stopped when this returns
     * @param progress gets what is being done now, for whoever waits
     * @return what was found, for each figure that was promised
     */
    List<Verdict> run(BenchStacks stacks, Consumer<String> progress);
}
