package io.aman.payment.health;

import io.aman.payment.provider.ProviderHealth;
import io.aman.payment.provider.Providers;
import io.aman.platform.health.PartCheck;
import io.aman.platform.health.Standing;
import java.util.TreeMap;

/** The payment providers as their breakers tell; none of them is asked. */
final class ProvidersCheck implements PartCheck {

    private final Providers providers;

    ProvidersCheck(Providers providers) {
        this.providers = providers;
    }

    @Override
    public String name() {
        return "providers";
    }

    @Override
    public Reading look() {
        var standings = new TreeMap<String, Standing>();
        providers.health().forEach(health -> standings.put(health.name(), standing(health.breaker())));
        var together = standings.isEmpty() ? Standing.UP : Standing.together(standings.values());
        var status = together == Standing.DOWN ? Standing.DEGRADED : together;
        return new Reading(status, status == Standing.UP ? null : "not every provider answers", standings);
    }

    private static Standing standing(ProviderHealth.Breaker breaker) {
        return switch (breaker) {
            case CLOSED -> Standing.UP;
            case HALF_OPEN -> Standing.DEGRADED;
            case OPEN -> Standing.DOWN;
        };
    }
}
