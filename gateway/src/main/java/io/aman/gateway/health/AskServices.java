package io.aman.gateway.health;

import io.aman.gateway.health.SystemHealth.Service;
import io.aman.platform.health.PartsReport;
import io.aman.platform.health.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks every service at the same time how it fares; each one's answer is waited for no longer than told, and missing
 * where it does not come. An answer is given again for a short while, and whoever asks meanwhile waits for the same one:
 * however many ask, a service is asked once.
 */
final class AskServices {

    private static final Logger log = LoggerFactory.getLogger(AskServices.class);

    /** How one service is asked. */
    interface Ask {
        Mono<PartsReport> report();
    }

    private record Seen(Standing status, Instant since) {}

    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final Map<String, Ask> services;
    private final Set<String> essential;
    private final Duration timeLimit;
    private final Duration cachedFor;
    private final Clock clock;
    private @Nullable SystemHealth last;
    private @Nullable Mono<SystemHealth> underWay;

    AskServices(Map<String, Ask> services, SystemHealthProperties properties, Clock clock) {
        this.services = Map.copyOf(services);
        this.essential = properties.essential();
        this.timeLimit = properties.timeLimit();
        this.cachedFor = properties.cachedFor();
        this.clock = clock;
    }

    Mono<SystemHealth> health() {
        return Mono.defer(this::knownOrAsked);
    }

    private synchronized Mono<SystemHealth> knownOrAsked() {
        if (last != null && clock.instant().isBefore(last.checkedAt().plus(cachedFor))) {
            return Mono.just(last);
        }
        if (underWay == null) {
            // Cached: one who hangs up must not take the answer from the others.
            underWay = ask().doOnNext(this::keep).doOnError(_ -> forget()).cache();
        }
        return underWay;
    }

    private synchronized void keep(SystemHealth health) {
        last = health;
        underWay = null;
    }

    private synchronized void forget() {
        underWay = null;
    }

    private Mono<SystemHealth> ask() {
        return Flux.fromIterable(services.entrySet())
                .flatMap(service -> ask(service.getKey(), service.getValue()), Integer.MAX_VALUE)
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(answers -> SystemHealth.of(new TreeMap<>(answers), essential, clock.instant()));
    }

    private Mono<Map.Entry<String, Service>> ask(String name, Ask ask) {
        return Mono.defer(() -> {
            var begun = System.nanoTime();
            return Mono.defer(ask::report)
                    .timeout(timeLimit)
                    .map(report -> service(name, report.status(), begun, null, report.parts()))
                    .switchIfEmpty(Mono.fromSupplier(() -> away(name, begun, "no report")))
                    .onErrorResume(error -> {
                        log.warn("{} does not tell how it fares: {}", name, error.toString());
                        return Mono.fromSupplier(() -> away(name, begun, reason(error)));
                    })
                    .map(service -> Map.entry(name, service));
        });
    }

    private Service away(String name, long begun, String reason) {
        return service(name, Standing.DOWN, begun, reason, null);
    }

    private Service service(
            String name,
            Standing status,
            long begun,
            @Nullable String reason,
            @Nullable Map<String, PartsReport.Part> parts) {
        var since = seen.merge(
                        name,
                        new Seen(status, clock.instant()),
                        (known, now) -> known.status == now.status ? known : now)
                .since();
        return new Service(status, since, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun), reason, parts);
    }

    /** In words that name no address: what the exception says, the log says. */
    private static String reason(Throwable error) {
        return error instanceof TimeoutException ? "no answer in time" : "no report";
    }
}
