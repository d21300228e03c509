package io.aman.bench;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** What is to be closed, the last one first. */
final class Opened implements AutoCloseable {

    private final Deque<AutoCloseable> resources = new ConcurrentLinkedDeque<>();

    void add(AutoCloseable resource) {
        resources.push(resource);
    }

    @Override
    public void close() {
        for (AutoCloseable resource; (resource = resources.poll()) != null; ) {
            close(resource);
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
