package io.aman.bench;

import io.aman.local.stack.LocalStack;
import java.util.List;

/** One benchmark's view of the parts that all share: what it opened is closed after it, and the parts stay. */
final class TrialStacks implements BenchStacks, AutoCloseable {

    private final SharedParts parts;
    private final Opened open = new Opened();

    TrialStacks(SharedParts parts) {
        this.parts = parts;
    }

    @Override
    public Running start(List<String> names) {
        return parts.serving(names);
    }

    @Override
    public Running startLarge(List<String> names) {
        return parts.serving(names);
    }

    @Override
    public Running startWhole() {
        return parts.serving(LocalStack.PARTS);
    }

    @Override
    public <T extends AutoCloseable> T closing(T resource) {
        open.add(resource);
        return resource;
    }

    @Override
    public void close() {
        open.close();
    }
}
