package io.aman.gateway.quota;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.aman.gateway.quota.Period.Unit;
import io.aman.gateway.quota.QuotaProperties.WhenAway;
import io.aman.gateway.quota.Verdict.Outcome;
import io.aman.platform.security.Limits;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Lets nobody have more requests of a day or month than their quota, however many gateways there are: each leases a part
 * of it and lets through no more than it has leased. What is left is given back when the gateway stops, or the person was
 * idle; a gateway that is killed loses what it had leased.
 */
public final class Quotas implements Swept {

    private static final Logger log = LoggerFactory.getLogger(Quotas.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    /** One person's, of the periods that run. */
    private record Budgets(String subject, Map<Unit, Budget> byUnit) {}

    private final Cache<String, Budgets> callers;
    private final Leases leases;
    private final WhenAway whenAway;
    private final Scheduler answers;
    private final Clock clock;
    private final SweptWorkers workers;
    private volatile boolean isKnown = true;

    /** @param answers where requests that waited for a lease go on */
    Quotas(Leases leases, QuotaProperties properties, Scheduler answers, Clock clock) {
        this.leases = leases;
        this.whenAway = properties.whenAway();
        this.answers = answers;
        this.clock = clock;
        this.callers = Caffeine.newBuilder()
                .maximumSize(properties.maxCallers())
                .expireAfterAccess(properties.idle())
                .<String, Budgets>evictionListener((_, budgets, cause) -> forgotten(budgets, cause))
                .build();
        this.workers = new SweptWorkers("quota", 1, properties.sweepInterval(), this::sweep);
    }

    /** Takes one request of each quota that somebody has, or none of any; never fails. */
    public Mono<Verdict> take(String subject, Limits limits) {
        return limits.haveQuota() ? take(budgets(subject), limits) : Mono.just(Verdict.NO_QUOTA);
    }

    /** Where somebody stands. Fails where the storage does not answer. */
    public Mono<List<Standing>> standings(String subject, Limits limits) {
        var asked = new ArrayList<Mono<Standing>>();
        for (var unit : Unit.values()) {
            if (unit.quota(limits) > 0) {
                asked.add(standing(subject, unit, unit.quota(limits)));
            }
        }
        return Flux.concat(asked).collectList().publishOn(answers);
    }

    private Mono<Standing> standing(String subject, Unit unit, long quota) {
        var period = Period.at(unit, clock.instant());
        return leases.taken(subject, period).map(taken -> {
            var known = callers.getIfPresent(subject);
            var budget = known == null ? null : known.byUnit.get(unit);
            var unused = budget == null || !budget.period().equals(period) ? 0 : budget.unused();
            return Standing.of(period, quota, Math.max(0, taken - unused));
        });
    }

    private Mono<Verdict> take(Budgets budgets, Limits limits) {
        var now = clock.instant();
        var day = current(budgets, Unit.DAY, limits, now);
        var month = current(budgets, Unit.MONTH, limits, now);
        var ofDay = take(day, limits.daily(), now);
        if (ofDay != Budget.Take.TAKEN) {
            return refusedOrLater(ofDay, budgets, day, limits, now);
        }
        var ofMonth = take(month, limits.monthly(), now);
        if (ofMonth != Budget.Take.TAKEN) {
            if (day != null) {
                day.putBack();
            }
            return refusedOrLater(ofMonth, budgets, month, limits, now);
        }
        return Mono.just(new Verdict(Outcome.ADMITTED, state(day, month, limits, now), 0));
    }

    private static Budget.Take take(@Nullable Budget budget, long quota, Instant now) {
        return budget == null ? Budget.Take.TAKEN : budget.take(quota, now);
    }

    private Mono<Verdict> refusedOrLater(
            Budget.Take take, Budgets budgets, @Nullable Budget budget, Limits limits, Instant now) {
        if (budget == null) {
            throw new IllegalStateException("what is not there refuses nobody");
        }
        var quota = budget.period().unit().quota(limits);
        if (take == Budget.Take.EXCEEDED) {
            var wait = Verdict.secondsUntil(budget.period().endsAt(), now);
            return Mono.just(new Verdict(Outcome.EXCEEDED, item(budget.period(), 0, now), wait));
        }
        // A client that hangs up cancels its own waiting, not the question that others wait for as well.
        return Mono.fromFuture(() -> budget.more(quota, now), true)
                .publishOn(answers)
                .thenReturn(true)
                .doOnNext(_ -> isKnown = true)
                .onErrorResume(error -> {
                    isKnown = false;
                    log.debug("No lease: {}", error.toString());
                    return Mono.just(false);
                })
                .flatMap(answered -> answered ? take(budgets, limits) : Mono.just(unknown()));
    }

    private Verdict unknown() {
        return new Verdict(whenAway == WhenAway.ADMIT ? Outcome.ADMITTED : Outcome.UNKNOWN, "", 1);
    }

    private static String state(@Nullable Budget day, @Nullable Budget month, Limits limits, Instant now) {
        var ofDay = day == null ? "" : item(day.period(), limits.daily() - day.used(), now);
        var ofMonth = month == null ? "" : item(month.period(), limits.monthly() - month.used(), now);
        return ofDay.isEmpty() || ofMonth.isEmpty() ? ofDay + ofMonth : ofDay + ", " + ofMonth;
    }

    private static String item(Period period, long remaining, Instant now) {
        var name = period.unit() == Unit.DAY ? "\"day\";r=" : "\"month\";r=";
        return name + Math.max(0, remaining) + ";t=" + Verdict.secondsUntil(period.endsAt(), now);
    }

    private Budgets budgets(String subject) {
        var known = callers.getIfPresent(subject);
        return known != null ? known : callers.get(subject, id -> new Budgets(id, new EnumMap<>(Unit.class)));
    }

    private @Nullable Budget current(Budgets budgets, Unit unit, Limits limits, Instant now) {
        if (unit.quota(limits) == 0) {
            return null;
        }
        synchronized (budgets) {
            var known = budgets.byUnit.get(unit);
            if (known == null || known.period().isOver(now)) {
                // Of a period that is over nothing is worth giving back.
                known = new Budget(budgets.subject, Period.at(unit, now), leases);
                budgets.byUnit.put(unit, known);
            }
            return known;
        }
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }

    /** Before the web server opens, and after it has closed: nobody takes anything after what is given back here. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void stop() {
        workers.stop();
        var given = callers.asMap().values().stream().map(Quotas::close).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(given)
                    .orTimeout(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (RuntimeException e) {
            log.warn("Not all of what was leased was given back: {}", e.toString());
        }
    }

    private static CompletableFuture<?> close(Budgets budgets) {
        synchronized (budgets) {
            var given = budgets.byUnit.values().stream().map(Budget::close).toArray(CompletableFuture[]::new);
            return CompletableFuture.allOf(given);
        }
    }

    private static void forgotten(@Nullable Budgets budgets, RemovalCause cause) {
        if (budgets != null && cause.wasEvicted()) {
            synchronized (budgets) {
                budgets.byUnit.values().forEach(Budget::release);
            }
        }
    }

    private void sweep() {
        try {
            callers.cleanUp();
            leases.forgetOld().block(STOP_WITHIN);
        } catch (RuntimeException e) {
            log.warn("Quotas of earlier periods are not forgotten: {}", e.toString());
        }
    }

    long callers() {
        return callers.estimatedSize();
    }

    /** Whether the last question to the storage had an answer. */
    int known() {
        return isKnown ? 1 : 0;
    }
}
