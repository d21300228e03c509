package io.aman.local.demo;

import io.aman.local.stack.LocalStack;

/** Passwords, second factors, trusted devices, and what the owner is told of each change. */
final class AllFactors {

    private final FactorCast cast;

    AllFactors(LocalStack stack) {
        this.cast = FactorCast.of(stack);
    }

    void run(Steps steps) {
        new PasswordScenes(cast).run(steps);
        new FactorScenes(cast).run(steps);
        new OwnerScenes(cast).run(steps);
    }
}
