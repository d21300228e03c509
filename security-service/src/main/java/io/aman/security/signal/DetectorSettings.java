package io.aman.security.signal;

import io.aman.events.Actor;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import io.aman.security.detector.Detection;
import io.aman.security.detector.Kind;
import io.aman.security.detector.Settings;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the detectors are set: what an administrator changed counts before the configuration, in every instance. */
public final class DetectorSettings implements Swept, Function<Kind, Settings> {

    private static final Logger log = LoggerFactory.getLogger(DetectorSettings.class);

    private final SignalProperties properties;
    private final MongoDetectorSettings kept;
    private final Clock clock;
    private final SweptWorkers workers;
    private volatile Map<Kind, Settings> inForce = Map.of();

    DetectorSettings(SignalProperties properties, MongoDetectorSettings kept, Clock clock) {
        this.properties = properties;
        this.kept = kept;
        this.clock = clock;
        this.workers = new SweptWorkers("detector-settings", 1, properties.lookEvery(), this::look);
    }

    @Override
    public Settings apply(Kind kind) {
        var changed = inForce.get(kind);
        return changed == null ? properties.configured(kind) : changed;
    }

    /**
     * Sets a detector, in one write with its audit entry.
     *
     * @throws SettingsError when a threshold is unknown or out of its bounds
     */
    void set(Kind kind, Settings settings, Actor by) {
        if (!Detection.allows(kind, settings.thresholds())) {
            throw new SettingsError.InvalidThreshold();
        }
        kept.set(kind, settings, by, clock.instant());
        refresh();
    }

    /** As configured again. */
    void reset(Kind kind, Actor by) {
        kept.reset(kind, by, clock.instant());
        refresh();
    }

    /** What was changed, the newest last. */
    List<MongoDetectorSettings.Change> changes(Kind kind) {
        return kept.changes(kind);
    }

    boolean isChanged(Kind kind) {
        return inForce.containsKey(kind);
    }

    private void look() {
        try {
            refresh();
        } catch (RuntimeException e) { // a sweep must not throw
            log.warn("The settings of the detectors cannot be read, those before stay in force: {}", e.toString());
        }
    }

    private void refresh() {
        var read = new HashMap<Kind, Settings>();
        kept.all().forEach((code, settings) -> known(code, settings).ifPresent(kind -> read.put(kind, settings)));
        inForce = Map.copyOf(read);
    }

    /** Empty for what another version wrote that this one does not know. */
    private static Optional<Kind> known(String code, Settings settings) {
        return Kind.of(code).filter(kind -> Detection.allows(kind, settings.thresholds()));
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }
}
