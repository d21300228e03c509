package io.aman.local.demo;

import io.aman.local.stack.LocalStack;

/** Attacks that are seen, scored and answered, and what owners and administrators do about them. */
final class AllSecurity {

    private final LocalStack stack;

    AllSecurity(LocalStack stack) {
        this.stack = stack;
    }

    void run(Steps steps) {
        var cast = SecurityCast.of(stack);
        new GuessingScenes(cast).run(steps);
        new LockScenes(cast).run(steps);
        new UnusualScenes(cast).run(steps);
        new RiskyPaymentScenes(cast, Cast.of(stack)).run(steps);
    }
}
