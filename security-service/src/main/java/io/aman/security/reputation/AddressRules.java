package io.aman.security.reputation;

import io.aman.events.Actor;
import io.aman.platform.page.Cursor;
import io.aman.platform.security.AddressKey;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import io.aman.security.reputation.AddressRule.Effect;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules in force, held in memory; another instance's are known within {@link #LOOK_EVERY}. */
public final class AddressRules implements Swept {

    private static final Logger log = LoggerFactory.getLogger(AddressRules.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofDays(90);

    private record Held(List<Network> networks, List<AddressRule> rules, AddressRanges ranges) {

        static Held of(List<AddressRule> all, Effect effect) {
            var rules = all.stream().filter(rule -> rule.effect() == effect).toList();
            var networks = rules.stream()
                    .map(rule -> Network.parse(rule.network()).orElseThrow())
                    .toList();
            return new Held(networks, rules, AddressRanges.of(networks));
        }

        /** The rules of which one names the address are looked through only where one does. */
        Optional<Instant> until(Network.Point point, Instant now) {
            if (!ranges.contains(point)) {
                return Optional.empty();
            }
            return IntStream.range(0, rules.size())
                    .filter(i -> AddressRanges.of(List.of(networks.get(i))).contains(point))
                    .mapToObj(i -> rules.get(i).expiresAt())
                    .filter(expiresAt -> expiresAt.isAfter(now))
                    .max(Comparator.naturalOrder());
        }
    }

    private final MongoAddressRules kept;
    private final AddressRanges alwaysAllowed;
    private final Clock clock;
    private final SweptWorkers workers;
    private volatile Held blocked = Held.of(List.of(), Effect.BLOCKED);
    private volatile Held allowed = Held.of(List.of(), Effect.ALLOWED);

    /** @param alwaysAllowed by configuration */
    AddressRules(MongoAddressRules kept, List<Network> alwaysAllowed, Clock clock) {
        this.kept = kept;
        this.alwaysAllowed = AddressRanges.of(alwaysAllowed);
        this.clock = clock;
        this.workers = new SweptWorkers("address-rules", 1, LOOK_EVERY, this::look);
    }

    /**
     * How long no sign-in is verified from there; empty where one is.
     *
     * @throws IllegalArgumentException when the address is none
     */
    public Optional<Duration> blockedFor(String address) {
        var now = clock.instant();
        var point = Network.Point.of(address);
        return isAllowed(point)
                ? Optional.empty()
                : blocked.until(point, now).map(until -> Duration.between(now, until));
    }

    /**
     * Whether the operator allowed it.
     *
     * @throws IllegalArgumentException when the address is none
     */
    public boolean isAllowed(String address) {
        return isAllowed(Network.Point.of(address));
    }

    /**
     * What is counted for an address. Nothing is for an egress of ours, nor for one of private networks: it is as many
     * people's as there are such networks.
     *
     * @throws IllegalArgumentException when the address is none
     */
    public Optional<String> countedFor(String address) {
        var point = Network.Point.of(address);
        return isAllowed(point) || AddressRanges.NOT_PUBLIC.contains(point)
                ? Optional.empty()
                : Optional.of(AddressKey.of(address));
    }

    boolean isAllowed(Network.Point point) {
        return alwaysAllowed.contains(point)
                || allowed.until(point, clock.instant()).isPresent();
    }

    /** A detector blocks an address, or the /64 network of one; the longer end of two counts. */
    public void block(String address, String reason, Instant until, String detector) {
        kept.put(Effect.BLOCKED, AddressKey.of(address), reason, until, Actor.system(detector), clock.instant());
        refresh();
    }

    /**
     * Rules in the operator's name.
     *
     * @throws AddressError when the network is none, is too wide, or the end is not in the future
     */
    AddressRule put(Effect effect, String network, String reason, Instant expiresAt, Actor by) {
        if (Network.parse(network).filter(parsed -> !parsed.isTooWide()).isEmpty()) {
            throw new AddressError.InvalidNetwork();
        }
        if (!expiresAt.isAfter(clock.instant())) {
            throw new AddressError.AlreadyExpired();
        }
        var rule = kept.put(effect, network, reason, expiresAt, by, clock.instant());
        refresh();
        return rule;
    }

    /** @throws AddressError when no such rule is in force */
    AddressRule lift(String id, Actor by) {
        var rule = kept.lift(id, by, clock.instant()).orElseThrow(AddressError.RuleNotFound::new);
        refresh();
        return rule;
    }

    List<AddressRule> page(@Nullable Cursor after, int size) {
        return kept.page(clock.instant(), after, size);
    }

    private void look() {
        try {
            refresh();
            kept.purge(clock.instant().minus(KEPT));
        } catch (RuntimeException e) { // a sweep must not throw
            log.warn("The rules of addresses cannot be read, those before stay in force: {}", e.toString());
        }
    }

    private void refresh() {
        var all = kept.inForce(clock.instant());
        blocked = Held.of(all, Effect.BLOCKED);
        allowed = Held.of(all, Effect.ALLOWED);
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }
}
