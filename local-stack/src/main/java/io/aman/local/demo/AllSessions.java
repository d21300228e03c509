package io.aman.local.demo;

import io.aman.local.stack.LocalStack;

/** Everything a user can see of sessions: two devices of one person, and an administrator. */
final class AllSessions {

    private final SessionCast cast;

    AllSessions(LocalStack stack) {
        this.cast = SessionCast.of(stack);
    }

    void run(Steps steps) {
        new DeviceScenes(cast).run(steps);
        new AdministratorScenes(cast).run(steps);
    }
}
