package io.aman.security.detector;

import java.time.Duration;
import java.util.Map;

/**
 * How one detector is set.
 *
 * @param thresholds those that differ from the usual, by name
 */
public record Settings(Mode mode, Map<String, Long> thresholds) {

    public Settings {
        thresholds = Map.copyOf(thresholds);
    }

    long get(Threshold threshold) {
        return thresholds.getOrDefault(threshold.name(), threshold.usual());
    }

    Duration duration(Threshold threshold) {
        return Duration.ofSeconds(get(threshold));
    }
}
