package io.aman.security.risk;

import io.aman.security.detector.Kind;
import io.aman.security.detector.Signal;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How likely a sign-in is not its owner's: {@code 100 * (1 - product of (1 - weight))} over the signals, of which those
 * that tell the same count once, as the gravest.
 *
 * @param value between 0 and 100
 * @param reasons the signals that count, the gravest first
 * @param weightsVersion by which it was weighed
 */
public record RiskScore(int value, Decision decision, List<Reason> reasons, String weightsVersion) {

    /** @param weight what it counts for, between 0 and 1 */
    public record Reason(Kind kind, String detail, double weight) {}

    public RiskScore {
        reasons = List.copyOf(reasons);
    }

    public static RiskScore of(List<Signal> signals, Weights weights) {
        var reasons = signals.stream()
                .filter(Signal::isActing)
                .map(signal -> new Reason(signal.kind(), signal.detail(), weights.of(signal.kind()) * signal.share()))
                .filter(reason -> reason.weight > 0)
                .sorted(Comparator.comparingDouble(Reason::weight).reversed().thenComparing(Reason::kind))
                .toList();
        Map<Kind, Double> gravest = new EnumMap<>(Kind.class);
        reasons.forEach(reason -> gravest.merge(sameAs(reason.kind), reason.weight, Math::max));
        var unlikely = gravest.values().stream().reduce(1.0, (product, weight) -> product * (1 - weight));
        var value = (int) Math.round(100 * (1 - unlikely));
        return new RiskScore(value, weights.decision(value), reasons, weights.version());
    }

    /** One of each kinds that tell the same in other words. */
    private static Kind sameAs(Kind kind) {
        return switch (kind) {
            case STUFFING, DISTRIBUTED_GUESSING, NETWORK_GUESSING, PASSWORD_SPRAYING, SPRAYING -> Kind.SPRAYING;
            case CONCURRENT_COUNTRIES, IMPOSSIBLE_TRAVEL -> Kind.IMPOSSIBLE_TRAVEL;
            case ANONYMISER, TOR -> Kind.TOR;
            case BRUTE_FORCE, FAILURES_THEN_SUCCESS -> Kind.FAILURES_THEN_SUCCESS;
            case CARD_TESTING, SHARED_CARD_TESTING, DEVICE_CARD_TESTING -> Kind.CARD_TESTING;
            case NEW_DEVICE,
                    NEW_COUNTRY,
                    LISTED_ADDRESS,
                    DORMANCY,
                    BREACHED_PASSWORD,
                    REFRESH_REUSE,
                    PAYMENT_VELOCITY,
                    NEW_PAYMENT_METHOD -> kind;
        };
    }

    public List<String> kinds() {
        return reasons.stream().map(reason -> reason.kind.code()).toList();
    }
}
