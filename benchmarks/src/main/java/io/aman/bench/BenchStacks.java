package io.aman.bench;

import io.aman.local.stack.LocalStack;
import java.nio.file.Path;
import java.util.List;

/** Where a benchmark gets the parts of Aman from that it measures. */
public interface BenchStacks {

    /** Starts these parts beside an {@link Issuer} for the parts they miss, and returns when they serve. */
    Running start(List<String> parts);

    /** The same with a database for millions of rows. */
    Running startLarge(List<String> parts);

    /** All parts. */
    Running startWhole();

    /** To be closed when the benchmark is over, before the parts. */
    <T extends AutoCloseable> T closing(T resource);

    /**
     * Parts that serve.
     *
     * @param root the checkout they are started from
     * @param folder for logs and data
     */
    record Running(LocalStack stack, Issuer issuer, Path root, Path folder) {}
}
