package io.aman.payment.health;

import io.aman.payment.provider.ProviderAlert;
import io.aman.payment.provider.ProviderHealth;
import io.aman.platform.outbox.OutboxBacklog.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How everything fares.
 *
 * @param outbox absent while the storage is not reached
 * @param unresolved payments with a call or a refund whose outcome is open past its first check; absent as {@code outbox}
 * @param unresolvedIsMore present where counting ended before all were counted
 */
record PaymentHealth(
        Status status,
        List<ProviderReport> providers,
        Storage storage,
        @Nullable Waiting outbox,
        @Nullable Integer unresolved,
        @Nullable Boolean unresolvedIsMore,
        Instant checkedAt) {

    /** What works: everything, not everything, or nothing because nothing can be stored. */
    enum Status {
        UP,
        DEGRADED,
        DOWN
    }

    /**
     * A provider as this process sees it.
     *
     * @param lastSuccessAt its last answer since this process began
     * @param alerts what an operator must look at in time; they change no status
     */
    record ProviderReport(
            String name,
            ProviderHealth.Breaker breaker,
            @Nullable Instant lastSuccessAt,
            List<Alert> alerts) {

        static ProviderReport of(ProviderHealth health, List<ProviderAlert> alerts) {
            return new ProviderReport(
                    health.name(),
                    health.breaker(),
                    health.lastSuccessAt(),
                    alerts.stream()
                            .filter(alert -> alert.provider().equals(health.name()))
                            .map(alert -> new Alert(alert.code(), alert.detail(), alert.at()))
                            .toList());
        }

        boolean isWell() {
            return breaker == ProviderHealth.Breaker.CLOSED;
        }
    }

    record Alert(String code, String detail, Instant at) {}

    /** @param answerMillis how long the storage took for all that was asked here; absent while it is not reached */
    record Storage(Status status, @Nullable Long answerMillis) {

        static Storage of(@Nullable Readings readings) {
            return readings == null
                    ? new Storage(Status.DOWN, null)
                    : new Storage(Status.UP, readings.took().toMillis());
        }
    }

    /**
     * Events that are not published yet.
     *
     * @param documents how many payments and invoices have some
     * @param isMore whether there are more documents than were looked at; the age is then at least this
     * @param oldestUnsentAgeSeconds absent when nothing waits
     */
    record Waiting(
            Status status,
            int documents,
            boolean isMore,
            @Nullable Long oldestUnsentAgeSeconds) {

        static Waiting of(List<Backlog> backlogs, Instant now, Duration degradedAfter) {
            var age = backlogs.stream()
                    .flatMap(backlog -> Stream.ofNullable(backlog.oldest()))
                    .min(Instant::compareTo)
                    .map(oldest -> Duration.between(oldest, now))
                    .orElse(null);
            return new Waiting(
                    age != null && age.compareTo(degradedAfter) > 0 ? Status.DEGRADED : Status.UP,
                    backlogs.stream().mapToInt(Backlog::documents).sum(),
                    backlogs.stream().anyMatch(Backlog::isMore),
                    age == null ? null : Math.max(0, age.toSeconds()));
        }
    }

    /** @param readings what the storage said; null when it did not in time */
    static PaymentHealth of(
            List<ProviderReport> providers, @Nullable Readings readings, HealthProperties properties, Instant now) {
        var storage = Storage.of(readings);
        var outbox = readings == null ? null : Waiting.of(readings.outbox(), now, properties.outboxDegradedAfter());
        var open = readings == null ? null : readings.unresolved();
        var most = properties.countAtMost();
        return new PaymentHealth(
                status(providers, storage, outbox),
                providers,
                storage,
                outbox,
                open == null ? null : Integer.valueOf(Math.min(open, most)),
                (open != null && open > most) ? true : null,
                now);
    }

    private static Status status(List<ProviderReport> providers, Storage storage, @Nullable Waiting outbox) {
        if (storage.status() == Status.DOWN) {
            return Status.DOWN;
        }
        var isWell =
                providers.stream().allMatch(ProviderReport::isWell) && outbox != null && outbox.status() == Status.UP;
        return isWell ? Status.UP : Status.DEGRADED;
    }
}
