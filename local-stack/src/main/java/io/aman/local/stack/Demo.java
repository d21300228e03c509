package io.aman.local.stack;

import java.io.PrintStream;
import java.util.Optional;

/** A run of Aman's main job against a running stack; found by {@link java.util.ServiceLoader}. */
public interface Demo {

    /**
     * Runs one story and prints each step with what proves it.
     *
     * @param name which story; the main one where empty
     * @return the launcher's exit code: 0 where every step passed
     */
    int run(LocalStack stack, Optional<String> name, PrintStream out);
}
