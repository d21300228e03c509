package io.aman.payment.provider.knet;

import io.aman.payment.provider.ProviderAlert;
import io.aman.payment.provider.ProviderAlerts;
import io.aman.platform.work.SweptWorkers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Watches the certificate that KNET sees at our response URL. KNET imports it and reverses every payment once it is no
 * good, so its end must be known a month ahead. A plain http URL on this machine has none.
 */
final class KnetCertificateAlarm implements ProviderAlerts, SmartLifecycle {

    static final String GAUGE = "payment.knet.certificate.days";

    private static final Logger log = LoggerFactory.getLogger(KnetCertificateAlarm.class);

    /** Finds the first end of validity in the chain that is served there. */
    @FunctionalInterface
    interface Look {

        /** @throws java.io.IOException when no chain could be had */
        Instant expiry(URI url) throws java.io.IOException;
    }

    private final URI url;
    private final Duration warning;
    private final Look look;
    private final Clock clock;
    private final SweptWorkers workers;
    private volatile @Nullable Instant expiry;
    private volatile @Nullable ProviderAlert unreadable;

    KnetCertificateAlarm(KnetProperties properties, Look look, MeterRegistry meters, Clock clock) {
        this.url = properties.responseUrl();
        this.warning = properties.certificateWarning();
        this.look = look;
        this.clock = clock;
        this.workers = new SweptWorkers("knet-certificate", 1, properties.certificateCheckInterval(), this::check);
        Gauge.builder(GAUGE, this, KnetCertificateAlarm::daysLeft)
                .description("Until the certificate of KNET's response URL ends; NaN when not known")
                .baseUnit("days")
                .register(meters);
    }

    /** Looks now. */
    void check() {
        try {
            var end = look.expiry(url);
            expiry = end;
            unreadable = null;
            if (isNear(end)) {
                log.warn("The certificate of KNET's response URL ends at {}: renew it and announce it to KNET", end);
            }
        } catch (java.io.IOException | RuntimeException e) {
            log.warn("The certificate of KNET's response URL cannot be looked at: {}", e.toString());
            unreadable = new ProviderAlert(
                    KnetProvider.NAME,
                    "certificate-unreadable",
                    "The response URL's certificate cannot be looked at.",
                    clock.instant());
        }
    }

    private boolean isNear(Instant end) {
        return clock.instant().plus(warning).isAfter(end);
    }

    private double daysLeft() {
        var end = expiry;
        return end == null
                ? Double.NaN
                : Duration.between(clock.instant(), end).toSeconds()
                        / (double) Duration.ofDays(1).toSeconds();
    }

    @Override
    public List<ProviderAlert> current() {
        var end = expiry;
        var failure = unreadable;
        if (end != null && isNear(end)) {
            return List.of(new ProviderAlert(
                    KnetProvider.NAME,
                    "certificate-expires",
                    "The response URL's certificate ends at %s; KNET must import the next one before.".formatted(end),
                    clock.instant()));
        }
        return failure == null ? List.of() : List.of(failure);
    }

    @Override
    public void start() {
        if ("https".equals(url.getScheme())) {
            workers.start();
            workers.execute(this::check);
        }
    }

    @Override
    public void stop() {
        workers.stop();
    }

    @Override
    public boolean isRunning() {
        return workers.isRunning();
    }
}
