package io.aman.local.demo;

import io.aman.local.stack.LocalStack;

/** What people are told, how they say what they want to be told, and what carriers, receivers and operators see of it. */
final class AllNotifications {

    private final LocalStack stack;

    AllNotifications(LocalStack stack) {
        this.stack = stack;
    }

    void run(Steps steps) {
        var cast = NotificationCast.of(stack);
        var digest = new DigestScenes(cast);
        digest.begin(steps);
        new InboxScenes(cast).run(steps);
        new PreferenceScenes(cast).run(steps);
        new CarrierScenes(cast).run(steps);
        new BounceScenes(stack, cast).run(steps);
        new ReceiverScenes(cast).run(steps);
        new EditorScenes(cast).run(steps);
        digest.end(steps);
    }
}
