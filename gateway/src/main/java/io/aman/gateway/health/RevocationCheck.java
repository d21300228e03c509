package io.aman.gateway.health;

import io.aman.gateway.revocation.Revocations;
import io.aman.platform.health.PartCheck;

/** How well this gateway knows which sessions are over. */
final class RevocationCheck implements PartCheck {

    private final Revocations revocations;

    RevocationCheck(Revocations revocations) {
        this.revocations = revocations;
    }

    @Override
    public String name() {
        return "revocations";
    }

    /** Nothing gets through before they are known. */
    @Override
    public boolean isEssential() {
        return true;
    }

    @Override
    public Reading look() {
        if (!revocations.isCaughtUp()) {
            return Reading.down("they are being read");
        }
        return switch (revocations.freshness()) {
            case FRESH -> Reading.up();
            case ASKING -> Reading.degraded("not heard of lately; session-service is asked before a change");
            case STALE -> Reading.degraded("not heard of for too long; changes are refused");
        };
    }
}
