package io.aman.gateway.health;

import io.aman.platform.health.PartsReport;
import io.aman.platform.health.Standing;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the whole suite fares.
 *
 * @param status down where nobody can pay or sign in, degraded where anything is not well
 * @param checkedAt when it was asked; an answer is given again for a short while
 * @param services those behind the gateway, and this gateway itself, by name
 * @param database what the services that use one say together, as for the broker
 * @param providers the payment providers by name, empty while nobody can tell
 */
record SystemHealth(
        Standing status,
        Instant checkedAt,
        Map<String, Service> services,
        Standing database,
        Standing broker,
        Map<String, Standing> providers) {

    static final String GATEWAY = "gateway";

    /**
     * How a service fares.
     *
     * @param since when it was first seen so, by this gateway
     * @param reason why it does not answer
     * @param answerMillis how long it took to answer, or not to
     * @param parts what it says of what it needs; absent where it does not answer
     */
    record Service(
            Standing status,
            Instant since,
            long answerMillis,
            @Nullable String reason,
            @Nullable Map<String, PartsReport.Part> parts) {}

    /** Says little, as anybody may ask. */
    record Brief(Standing status, Instant checkedAt) {}

    Brief brief() {
        return new Brief(status, checkedAt);
    }

    static SystemHealth of(Map<String, Service> services, Set<String> essential, Instant now) {
        var providers = parts("providers", services.values())
                .flatMap(part -> Stream.ofNullable(part.items()))
                .<Map<String, Standing>>collect(TreeMap::new, Map::putAll, Map::putAll);
        return new SystemHealth(
                overall(services, essential),
                now,
                services,
                together("database", services.values()),
                together("broker", services.values()),
                providers);
    }

    private static Standing overall(Map<String, Service> services, Set<String> essential) {
        var isDown = services.entrySet().stream()
                .anyMatch(service -> service.getValue().status() == Standing.DOWN
                        && (essential.contains(service.getKey())
                                || service.getKey().equals(GATEWAY)));
        if (isDown) {
            return Standing.DOWN;
        }
        return services.values().stream().allMatch(service -> service.status() == Standing.UP)
                ? Standing.UP
                : Standing.DEGRADED;
    }

    private static Standing together(String part, Collection<Service> services) {
        return Standing.together(
                parts(part, services).map(PartsReport.Part::status).toList());
    }

    private static Stream<PartsReport.Part> parts(String name, Collection<Service> services) {
        return services.stream()
                .flatMap(service -> Stream.ofNullable(service.parts()))
                .map(parts -> parts.get(name))
                .filter(Objects::nonNull);
    }
}
