package io.aman.notification.intent;

import io.aman.platform.Ids;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Alertmanager posts: the alerts of a group that last, and those that ended since it posted last (its
 * documentation, "webhook_config", version 4).
 */
record AlertGroup(List<Alert> alerts) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String FIRING = "firing";
    private static final String RESOLVED = "resolved";

    /**
     * One of them.
     *
     * @param endsAt of an alert that lasts it says nothing
     * @param fingerprint names its labels
     */
    record Alert(
            String status,
            Map<String, String> labels,
            Map<String, String> annotations,
            Instant startsAt,
            @Nullable Instant endsAt,
            String fingerprint) {

        /** @throws IllegalArgumentException for what Alertmanager would not write */
        Alert {
            if (!FIRING.equals(status) && !RESOLVED.equals(status)) {
                throw new IllegalArgumentException("an alert is firing or resolved");
            }
            if (fingerprint == null || fingerprint.isBlank() || startsAt == null) {
                throw new IllegalArgumentException("an alert has a fingerprint and a start");
            }
            labels = labels == null ? Map.of() : Map.copyOf(labels);
            annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
        }

        boolean isFiring() {
            return status.equals(FIRING);
        }

        Instant changedAt() {
            return isFiring() ? startsAt : Objects.requireNonNullElse(endsAt, startsAt);
        }

        private String state() {
            return "%s/%s/%s".formatted(fingerprint, startsAt, status);
        }
    }

    AlertGroup {
        if (alerts == null || alerts.isEmpty()) {
            throw new IllegalArgumentException("a group has alerts");
        }
        alerts = List.copyOf(alerts);
    }

    /** @throws IllegalArgumentException when that is none */
    static AlertGroup read(byte[] json) {
        try {
            return Optional.ofNullable(JSON.readValue(json, AlertGroup.class))
                    .orElseThrow(() -> new IllegalArgumentException("null is no group of alerts"));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no group of alerts", e);
        }
    }

    /** The same for the same alerts in the same states, whoever posts them in whatever order. */
    String id() {
        return Ids.derived("alg_", alerts.stream().map(Alert::state).sorted().collect(Collectors.joining(",")));
    }

    boolean isFiring() {
        return firing() > 0;
    }

    long firing() {
        return alerts.stream().filter(Alert::isFiring).count();
    }

    long over() {
        return alerts.size() - firing();
    }

    /** What changed last; of several, one that lasts. */
    Alert latest() {
        return alerts.stream()
                .max(Comparator.comparing(Alert::isFiring).thenComparing(Alert::changedAt))
                .orElseThrow();
    }
}
