package io.aman.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aman.platform.security.AddressKey;
import io.aman.platform.security.Limits;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Lets no caller ask for more than they may (D7): a burst by bucket4j, any sixty seconds exactly, and so many requests
 * under way at once. Callers are told apart by exactly what identifies them; what they are permitted changes nothing.
 *
 * <p>With shared counts all gateways together allow what one does, but for the requests under way, which each counts for
 * itself. While they are away, a route is refused or goes on with this gateway's own counts.
 */
public final class Limiter {

    private static final Logger log = LoggerFactory.getLogger(Limiter.class);

    /** Longer than anything counts. */
    private static final Duration IDLE = Duration.ofMinutes(2);

    /** There are as many as roles combine; what an odd table of roles makes beyond this is not remembered. */
    private static final int KNOWN_ALLOWANCES = 1_000;

    private final Cache<String, Ledger> people;
    private final Map<Scope, Cache<String, Ledger>> addresses = new EnumMap<>(Scope.class);
    private final Map<Scope, Allowance> byScope = new EnumMap<>(Scope.class);
    private final Map<Limits, Allowance> byLimits = new ConcurrentHashMap<>();
    private final Limits defaults;
    private final Allowance usual;
    private final Ticks ticks;
    private final TimeMeter meter;
    private final @Nullable SharedCounts shared;
    private final Set<String> closedRoutes;
    private final LimitMeters meters;

    Limiter(LimitProperties properties, Ticks ticks, @Nullable SharedCounts shared, LimitMeters meters) {
        this.people = remembering(properties.maxCallers());
        for (var scope : Scope.values()) {
            addresses.put(scope, remembering(properties.maxCallers()));
            byScope.put(scope, Allowance.of(properties.of(scope)));
        }
        this.defaults = properties.person();
        this.usual = Allowance.of(defaults);
        this.ticks = ticks;
        this.meter = ticks.meter();
        this.shared = shared;
        this.closedRoutes =
                properties.redis() == null ? Set.of() : properties.redis().closedRoutes();
        this.meters = meters;
    }

    /**
     * Decides on a request of somebody who is signed in; never fails, and blocks nobody.
     *
     * @param id compared exactly
     * @param claimed what their token says of limits
     */
    public Mono<Decision> person(String id, @Nullable Limits claimed, String route) {
        return decide("person:", id, ledger(people, id), allowance(claimed), route);
    }

    /** Decides on a request of nobody in particular, from that address; never fails, and blocks nobody. */
    public Mono<Decision> address(Scope scope, String address, String route) {
        var key = key(address);
        var ledger = ledger(addresses.getOrDefault(scope, people), key);
        return decide(scope.name() + ":", key, ledger, byScope.getOrDefault(scope, usual), route);
    }

    /** @throws IllegalStateException when a route is to be closed that there is none of: a typing error would open it */
    public void requireKnown(Collection<String> routes) {
        if (!routes.containsAll(closedRoutes)) {
            throw new IllegalStateException(
                    "gateway.limit.redis.closed-routes names a route that is none of " + routes);
        }
    }

    /** How many are remembered. */
    long callers() {
        return people.estimatedSize()
                + addresses.values().stream().mapToLong(Cache::estimatedSize).sum();
    }

    /** 1 where all gateways count together, or there is only this one. */
    int countsAll() {
        return shared == null || shared.isReachable() ? 1 : 0;
    }

    private Mono<Decision> decide(String kind, String id, Ledger ledger, Allowance allowance, String route) {
        var second = ticks.second();
        var counts = shared;
        if (counts == null) {
            return Mono.just(decided(ledger.take(allowance, second), ledger, allowance, route));
        }
        var entered = ledger.enter(allowance, second);
        if (entered != Outcome.ADMITTED) {
            return Mono.just(
                    decided(entered, ledger, allowance, route)); // all together have no more room than we alone
        }
        var seat = new Seat(ledger);
        return counts.take(kind + id, allowance)
                .map(answer -> together(answer, seat, ledger, allowance, route))
                .onErrorResume(error -> Mono.just(alone(error, seat, ledger, allowance, route)))
                .doOnCancel(seat::leave);
    }

    private Decision decided(Outcome outcome, Ledger ledger, Allowance allowance, String route) {
        meters.decided(route, outcome);
        var seat = outcome == Outcome.ADMITTED ? new Seat(ledger) : null;
        return new Decision(outcome, ledger.remaining(allowance), wait(outcome, ledger, allowance), allowance, seat);
    }

    private Decision together(SharedCounts.Answer answer, Seat seat, Ledger ledger, Allowance allowance, String route) {
        meters.decided(route, answer.outcome());
        if (answer.outcome() == Outcome.ADMITTED) {
            ledger.record(ticks.second());
        } else {
            seat.leave();
        }
        return new Decision(answer.outcome(), answer.remaining(), answer.resetSeconds(), allowance, seat);
    }

    private Decision alone(Throwable error, Seat seat, Ledger ledger, Allowance allowance, String route) {
        log.debug("Route {} is decided without the shared counts: {}", route, error.toString());
        var outcome = closedRoutes.contains(route) ? Outcome.UNKNOWN : ledger.charge(allowance, ticks.second());
        meters.decided(route, outcome);
        meters.decidedAlone(route);
        if (outcome != Outcome.ADMITTED) {
            seat.leave();
        }
        return new Decision(outcome, ledger.remaining(allowance), wait(outcome, ledger, allowance), allowance, seat);
    }

    /** Of somebody who may go on, when the oldest request counts no more; else when it is worth asking again. */
    private static int wait(Outcome outcome, Ledger ledger, Allowance allowance) {
        return switch (outcome) {
            case ADMITTED -> ledger.secondsUntilOneIsForgotten();
            case MINUTE -> ledger.secondsUntilRoom(allowance);
            case BURST, CONCURRENCY, UNKNOWN -> 1;
        };
    }

    private Allowance allowance(@Nullable Limits claimed) {
        if (claimed == null) {
            return usual;
        }
        var known = byLimits.get(claimed);
        if (known == null) {
            known = Allowance.of(claimed.orElse(defaults));
            if (byLimits.size() < KNOWN_ALLOWANCES) {
                byLimits.put(claimed, known);
            }
        }
        return known;
    }

    private Ledger ledger(Cache<String, Ledger> ledgers, String key) {
        var known = ledgers.getIfPresent(key);
        return known != null ? known : ledgers.get(key, _ -> new Ledger(meter));
    }

    /** What is no address, which the gateway's own edge never says, is a caller of its own. */
    private static String key(String address) {
        var zone = address.indexOf('%');
        try {
            return AddressKey.of(zone < 0 ? address : address.substring(0, zone));
        } catch (IllegalArgumentException _) {
            return "unknown";
        }
    }

    private static Cache<String, Ledger> remembering(int most) {
        return Caffeine.newBuilder().maximumSize(most).expireAfterAccess(IDLE).build();
    }
}
