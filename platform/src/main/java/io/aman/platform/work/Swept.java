package io.aman.platform.work;

import org.springframework.context.SmartLifecycle;

/** Something whose work lives with the application: its workers start and stop with it. */
public interface Swept extends SmartLifecycle {

    /** The same ones at each call. */
    SweptWorkers workers();

    @Override
    default void start() {
        workers().start();
    }

    @Override
    default void stop() {
        workers().stop();
    }

    @Override
    default boolean isRunning() {
        return workers().isRunning();
    }
}
