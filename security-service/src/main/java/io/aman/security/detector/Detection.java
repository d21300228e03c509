package io.aman.security.detector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** All detectors, asked together. */
public final class Detection {

    private static final List<Detector> DETECTORS = List.of(
            new BruteForce(),
            new Spraying(),
            new Stuffing(),
            new DistributedGuessing(),
            new NetworkGuessing(),
            new PasswordSpraying(),
            new NewDevice(),
            new NewCountry(),
            new ConcurrentCountries(),
            new ImpossibleTravel(),
            new Tor(),
            new Anonymiser(),
            new ListedAddress(),
            new FailuresThenSuccess(),
            new Dormancy(),
            new BreachedPassword(),
            new RefreshReuse());

    private final Function<Kind, Settings> settings;

    /** @param settings of now, at each call */
    public Detection(Function<Kind, Settings> settings) {
        this.settings = settings;
    }

    /** Whichever it notices it of: a sign-in or a payment. */
    public static Adjustable detector(Kind kind) {
        return Stream.<Adjustable>concat(DETECTORS.stream(), PaymentDetection.DETECTORS.stream())
                .filter(detector -> detector.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    /** As everything is delivered. */
    public static Settings usual(Kind kind) {
        return new Settings(detector(kind).usualMode(), Map.of());
    }

    /** Whether the detector has all these thresholds and takes these values. */
    public static boolean allows(Kind kind, Map<String, Long> thresholds) {
        return thresholds.entrySet().stream()
                .allMatch(entry -> detector(kind).thresholds().stream()
                        .anyMatch(threshold ->
                                threshold.name().equals(entry.getKey()) && threshold.allows(entry.getValue())));
    }

    public List<Signal> look(Sight sight) {
        return DETECTORS.stream()
                .flatMap(detector -> look(detector, sight).stream())
                .toList();
    }

    /** A signal that no sign-in shows; empty where its detector is off. */
    public Optional<Signal> told(Kind kind, String detail) {
        var mode = settings.apply(kind).mode();
        return mode == Mode.OFF ? Optional.empty() : Optional.of(new Signal(kind, detail, 1, mode == Mode.ACT));
    }

    private Optional<Signal> look(Detector detector, Sight sight) {
        var set = settings.apply(detector.kind());
        return set.mode() == Mode.OFF
                ? Optional.empty()
                : detector.notice(sight, set)
                        .map(found ->
                                new Signal(detector.kind(), found.detail(), found.share(), set.mode() == Mode.ACT));
    }
}
