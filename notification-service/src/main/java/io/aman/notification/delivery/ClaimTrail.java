package io.aman.notification.delivery;

import org.jspecify.annotations.Nullable;

/** The trail of a claim. As a rule the first provider is asked, so only that another one is has to be written. */
final class ClaimTrail implements Trail {

    private final Deliveries deliveries;
    private final Claim claim;
    private @Nullable String presumed;

    ClaimTrail(Deliveries deliveries, Channels channels, Claim claim) {
        this.deliveries = deliveries;
        this.claim = claim;
        this.presumed = claim.askedLast() == null ? channels.first(claim.delivery()) : claim.askedLast();
    }

    @Override
    public int attempt() {
        return claim.attempt();
    }

    @Override
    public @Nullable String inDoubtAt() {
        return claim.askedLast();
    }

    @Override
    public boolean asking(String provider) {
        if (provider.equals(presumed)) {
            return true;
        }
        presumed = provider;
        return deliveries.asking(claim, provider);
    }
}
