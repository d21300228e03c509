package io.aman.platform.drain;

/** Somebody who has to do something as soon as the process begins to leave. */
@FunctionalInterface
public interface Leaving {

    /** Called once, before anything is stopped; what it takes is not part of the time to drain. */
    void began();
}
