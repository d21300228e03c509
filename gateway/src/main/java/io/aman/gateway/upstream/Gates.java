package io.aman.gateway.upstream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The gates by the address of the service, which is what a route knows. */
final class Gates implements MeterBinder {

    private final Map<URI, Gate> gates;

    Gates(ServiceAddresses services, UpstreamProperties properties, Clock clock) {
        this.gates = services.byName().entrySet().stream()
                .map(service -> Map.entry(service.getValue().getFirst(), new Gate(service.getKey(), properties, clock)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue, (first, _) -> first));
    }

    Gate at(URI address) {
        return Objects.requireNonNull(gates.get(address), "no service has this address");
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (var gate : gates.values()) {
            gauge("aman.upstream.open", "1 while the service is not asked, or only tried", gate, Gate::isOpen, meters);
            Gauge.builder("aman.upstream.waiting", gate, Gate::waiting)
                    .description("Requests that wait for the service's answer")
                    .tag("upstream", gate.service())
                    .register(meters);
            FunctionCounter.builder("aman.upstream.held.back", gate, Gate::heldBack)
                    .description("Requests that were refused for the service's sake")
                    .tag("upstream", gate.service())
                    .register(meters);
        }
    }

    private static void gauge(
            String name, String description, Gate gate, Function<Gate, Boolean> is, MeterRegistry meters) {
        Gauge.builder(name, gate, one -> is.apply(one) ? 1 : 0)
                .description(description)
                .tag("upstream", gate.service())
                .register(meters);
    }
}
