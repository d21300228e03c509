package io.aman.security.detector;

import io.aman.events.ClientFacts;
import io.aman.platform.geo.Anonymity;
import io.aman.platform.geo.Place;
import io.aman.security.reputation.AddressFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sign-ins of one person one after the other, as detectors see them. */
final class SightOf {

    static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
    static final AddressFacts KUWAIT = facts("KW", 29.37, 47.98);
    static final AddressFacts NOWHERE = new AddressFacts(new Place(null, null, null), Anonymity.NONE, Set.of(), false);

    private final Detection detection;
    private Profile profile = Profile.fresh("usr_1");
    private Source source = new Source("198.51.100.1", List.of());
    private Crowd crowd = Crowd.NOBODY;
    private Crowd sharers = Crowd.NOBODY;
    private Crowd neighbours = Crowd.NOBODY;
    private final List<Signal> seen = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();

    SightOf() {
        this(Map.of());
    }

    SightOf(Map<Kind, Settings> settings) {
        this.detection = new Detection(kind -> settings.getOrDefault(kind, Detection.usual(kind)));
    }

    static AddressFacts facts(String country, double latitude, double longitude) {
        return new AddressFacts(
                new Place(country, null, new Place.Point(latitude, longitude, 20)), Anonymity.NONE, Set.of(), false);
    }

    static AddressFacts hidden(boolean anonymiser, boolean hosting, boolean tor) {
        return new AddressFacts(
                new Place("NL", null, new Place.Point(52.4, 4.9, 20)),
                new Anonymity(anonymiser, hosting, tor),
                Set.of(),
                false);
    }

    SightOf with(Source other) {
        this.source = other;
        return this;
    }

    SightOf with(Crowd other) {
        this.crowd = other;
        return this;
    }

    SightOf among(Crowd others) {
        this.neighbours = others;
        return this;
    }

    SightOf sharing(Crowd others) {
        this.sharers = others;
        return this;
    }

    List<Signal> succeeds(Duration later, String address, AddressFacts facts) {
        return sees(signIn(true, later, address, "Firefox 140", false), facts);
    }

    List<Signal> fails(Duration later, String address) {
        return sees(signIn(false, later, address, "Firefox 140", false), NOWHERE);
    }

    List<Signal> sees(SignIn signIn, AddressFacts facts) {
        times.add(signIn.at());
        var tried = source.after(Source.Try.of(signIn, Sight.isStranger(signIn, profile)));
        var signals = detection.look(new Sight(signIn, facts, profile, tried, crowd, sharers, neighbours));
        profile = profile.after(signIn, facts, signals);
        seen.addAll(signals);
        return signals;
    }

    SignIn signIn(boolean succeeded, Duration later, String address, @Nullable String browser, boolean isKnown) {
        return new SignIn(
                "evt_" + times.size(),
                "account-key-of-usr-1",
                "usr_1",
                "ses_1",
                succeeded,
                address,
                null,
                new ClientFacts("DESKTOP", browser, "Linux", null, null),
                START.plus(later),
                isKnown,
                false,
                null);
    }

    /** A success at home with a password that is on a list, or is not. */
    SignIn withBreached(boolean isBreached) {
        var usual = signIn(true, Duration.ofDays(times.size()), "203.0.113.9", "Firefox 140", false);
        return new SignIn(
                usual.eventId(),
                usual.accountKey(),
                usual.userId(),
                usual.sessionId(),
                true,
                usual.address(),
                null,
                usual.client(),
                usual.at(),
                false,
                isBreached,
                null);
    }

    /** Everything that was noticed so far. */
    List<Signal> seen() {
        return List.copyOf(seen);
    }

    Profile profile() {
        return profile;
    }

    static List<Kind> kinds(List<Signal> signals) {
        return signals.stream().map(Signal::kind).toList();
    }

    static double share(List<Signal> signals, Kind kind) {
        return signals.stream()
                .filter(signal -> signal.kind() == kind)
                .mapToDouble(Signal::share)
                .sum();
    }

    static Source tries(int accounts, boolean failed, boolean isStranger) {
        return new Source(
                "198.51.100.1",
                IntStream.range(0, accounts)
                        .mapToObj(i -> new Source.Try("t" + i, "account-" + i, SightOf.START, failed, isStranger))
                        .toList());
    }

    static Set<String> accounts(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.toSet());
    }
}
