package io.aman.security.risk;

import io.aman.security.detector.Kind;
import java.util.Map;

/**
 * What each signal weighs, and from which score on which decision follows.
 *
 * @param version names these weights in all that was decided by them
 * @param values between 0 and 1; what is not in it weighs nothing
 * @param notifyFrom a score between 0 and 100, as the others
 */
public record Weights(String version, Map<Kind, Double> values, int notifyFrom, int stepUpFrom, int denyFrom) {

    static final String DELIVERED_VERSION = "delivered-4";

    static final Map<Kind, Double> DELIVERED = Map.ofEntries(
            Map.entry(Kind.IMPOSSIBLE_TRAVEL, .45),
            Map.entry(Kind.CONCURRENT_COUNTRIES, .3),
            Map.entry(Kind.NEW_COUNTRY, .2),
            Map.entry(Kind.NEW_DEVICE, .2),
            Map.entry(Kind.TOR, .4),
            Map.entry(Kind.ANONYMISER, .25),
            Map.entry(Kind.LISTED_ADDRESS, .5),
            Map.entry(Kind.SPRAYING, .6),
            Map.entry(Kind.STUFFING, .6),
            Map.entry(Kind.DISTRIBUTED_GUESSING, .3),
            Map.entry(Kind.FAILURES_THEN_SUCCESS, .2),
            Map.entry(Kind.BREACHED_PASSWORD, .35),
            Map.entry(Kind.DORMANCY, .1),
            Map.entry(Kind.REFRESH_REUSE, 1.0),
            Map.entry(Kind.PAYMENT_VELOCITY, .3),
            Map.entry(Kind.NEW_PAYMENT_METHOD, .15),
            Map.entry(Kind.CARD_TESTING, .6),
            Map.entry(Kind.SHARED_CARD_TESTING, .6),
            Map.entry(Kind.DEVICE_CARD_TESTING, .6));

    public Weights {
        values = Map.copyOf(values);
    }

    /** As everything is delivered. */
    public static Weights delivered() {
        return new Weights(DELIVERED_VERSION, DELIVERED, 30, 60, 85);
    }

    double of(Kind kind) {
        return values.getOrDefault(kind, 0.0);
    }

    Decision decision(int score) {
        if (score >= denyFrom) {
            return Decision.DENY;
        }
        if (score >= stepUpFrom) {
            return Decision.STEP_UP;
        }
        return score >= notifyFrom ? Decision.NOTIFY : Decision.ALLOW;
    }
}
