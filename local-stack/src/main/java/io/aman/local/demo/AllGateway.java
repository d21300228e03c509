package io.aman.local.demo;

import io.aman.local.stack.LocalStack;

/** What the door of the suite refuses, what it counts, and what it tells of the rest. */
final class AllGateway {

    private final SessionCast cast;

    AllGateway(LocalStack stack) {
        this.cast = SessionCast.of(stack);
    }

    void run(Steps steps) {
        new DoorScenes(cast).run(steps);
        new LimitScenes(cast).run(steps);
        new SystemScenes(cast).run(steps);
    }
}
