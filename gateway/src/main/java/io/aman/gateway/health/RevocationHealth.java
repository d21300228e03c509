package io.aman.gateway.health;

import io.aman.gateway.revocation.Revocations;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Not ready before it is known which sessions are over. */
final class RevocationHealth extends AbstractHealthIndicator {

    private final Revocations revocations;

    RevocationHealth(Revocations revocations) {
        this.revocations = revocations;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        if (revocations.isCaughtUp()) {
            health.up();
        } else {
            health.outOfService().withDetail("reason", "revocations are being read");
        }
        health.withDetail("state", revocations.freshness());
    }
}
