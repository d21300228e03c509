package io.aman.security.spending;

import io.aman.security.alert.Alerts;
import io.aman.security.alert.Occurrence;
import io.aman.security.alert.Severity;
import io.aman.security.detector.Kind;
import io.aman.security.detector.PaymentDetection;
import io.aman.security.detector.PaymentSight;
import io.aman.security.detector.Purchase;
import io.aman.security.detector.SignIn;
import io.aman.security.detector.Signal;
import io.aman.security.detector.Spending;
import io.aman.security.detector.Spending.Asked;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Watches what people pay and are about to pay. Each step does nothing the second time. */
public final class WatchPayments {

    private static final Spending NOBODYS = Spending.fresh("nobody");

    private final MongoSpendings people;
    private final MongoSpendings shared;
    private final PaymentDetection detection;
    private final Function<String, Optional<String>> countedFor;
    private final Alerts alerts;
    private final Duration within;
    private final Clock clock;

    /**
     * @param shared of addresses and of devices
     * @param countedFor what is counted for an address; empty where nothing is
     * @param within what is heard of later than this is remembered and raises no alert
     */
    WatchPayments(
            MongoSpendings people,
            MongoSpendings shared,
            PaymentDetection detection,
            Function<String, Optional<String>> countedFor,
            Alerts alerts,
            Duration within,
            Clock clock) {
        this.people = people;
        this.shared = shared;
        this.detection = detection;
        this.countedFor = countedFor;
        this.alerts = alerts;
        this.within = within;
        this.clock = clock;
    }

    /**
     * Looks at what somebody is about to pay, and remembers with what, from where and at which device.
     *
     * @param who pays; asking again with the same attempt teaches nothing
     * @throws IllegalArgumentException when the address is none
     */
    public List<Signal> pending(String userId, Purchase purchase, SignIn who) {
        var source = countedFor.apply(who.address()).orElse(null);
        var asked =
                new Asked(who.eventId(), purchase.paymentId(), purchase.method(), source, purchase.device(), who.at());
        var spending = people.learn(userId, who.at(), known -> known.after(asked));
        var sight = new PaymentSight(spending, shared(source), shared(purchase.device()), purchase, who.at());
        return detection.look(sight);
    }

    private Spending shared(@Nullable String by) {
        return by == null ? NOBODYS : shared.of(by);
    }

    /** Remembers what became of payments, and raises the alerts that follow. */
    void heard(List<HeardMove> heard) {
        var byPayer = grouped(heard, move -> Stream.of(move.payer()));
        var ofPeople = learn(people, byPayer);
        var bySharers = grouped(heard, move -> asked(move, ofPeople).stream().flatMap(Asked::shared));
        var ofSharers = learn(shared, bySharers);
        var earliest = clock.instant().minus(within);
        byPayer.forEach((payer, own) -> {
            var last = own.getLast();
            if (!last.move().at().isBefore(earliest)) { // nobody looks into last week's payments
                var asked = asked(last, ofPeople);
                var around = asked.map(Asked::source).map(ofSharers::get).orElse(NOBODYS);
                var atDevice = asked.map(Asked::device).map(ofSharers::get).orElse(NOBODYS);
                var spending = Objects.requireNonNull(ofPeople.get(payer));
                look(
                        last,
                        new PaymentSight(
                                spending, around, atDevice, null, last.move().at()));
            }
        });
    }

    private static Optional<Asked> asked(HeardMove heard, Map<String, Spending> ofPeople) {
        return Optional.ofNullable(ofPeople.get(heard.payer()))
                .flatMap(own -> own.lastAsked(heard.move().paymentId()));
    }

    private static Map<String, List<HeardMove>> grouped(List<HeardMove> heard, Function<HeardMove, Stream<String>> by) {
        var groups = new LinkedHashMap<String, List<HeardMove>>();
        heard.forEach(move -> by.apply(move)
                .forEach(key ->
                        groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(move)));
        return groups;
    }

    private static Map<String, Spending> learn(MongoSpendings spendings, Map<String, List<HeardMove>> groups) {
        var learned = new HashMap<String, Spending>();
        groups.forEach((key, heard) ->
                learned.put(key, spendings.learn(key, heard.getLast().move().at(), known -> {
                    var all = known;
                    for (var one : heard) {
                        all = all.after(one.move());
                    }
                    return all;
                })));
        return learned;
    }

    private void look(HeardMove last, PaymentSight sight) {
        detection.look(sight).stream()
                .filter(Signal::isActing)
                .forEach(signal -> alerts.raise(occurrence(last, sight, signal)));
    }

    private static Occurrence occurrence(HeardMove last, PaymentSight sight, Signal signal) {
        var isOfAddress = signal.kind() == Kind.SHARED_CARD_TESTING;
        var isOfDevice = signal.kind() == Kind.DEVICE_CARD_TESTING;
        return new Occurrence(
                signal.kind().code(),
                isOfAddress || isOfDevice || signal.kind() == Kind.CARD_TESTING ? Severity.HIGH : Severity.MEDIUM,
                isOfAddress || isOfDevice ? null : last.payer(),
                isOfAddress ? sight.around().whose() : null,
                isOfDevice ? "device " + sight.atDevice().whose() : null,
                last.move().eventId(),
                signal.detail(),
                last.move().at());
    }
}
