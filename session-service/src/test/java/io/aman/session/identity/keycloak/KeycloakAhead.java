package io.aman.session.identity.keycloak;

import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Starts Keycloak when a run begins in which it is needed: it takes half a minute, in which other tests run. */
public final class KeycloakAhead implements TestExecutionListener {

    private static final TestTag NEEDED = TestTag.create(RunningKeycloak.NEEDED);

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        var isNeeded = plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .anyMatch(test -> test.getTags().contains(NEEDED));
        if (isNeeded) {
            Thread.ofPlatform().daemon().name("keycloak-ahead").start(RunningKeycloak::shared);
        }
    }
}
