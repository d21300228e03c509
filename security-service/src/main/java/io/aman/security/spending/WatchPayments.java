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
import io.aman.security.detector.Spending.Move;
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
import java.util.function.Predicate;

/** Watches what people pay and are about to pay. Each step does nothing the second time. */
public final class WatchPayments {

    private static final Spending NOWHERE = Spending.fresh("nowhere");

    private final MongoSpendings people;
    private final MongoSpendings addresses;
    private final PaymentDetection detection;
    private final Predicate<String> isAllowed;
    private final Alerts alerts;
    private final Duration within;
    private final Clock clock;

    /**
     * @param isAllowed whether an address is an egress of ours, of which nothing is counted
     * @param within what is heard of later than this is remembered and raises no alert
     */
    WatchPayments(
            MongoSpendings people,
            MongoSpendings addresses,
            PaymentDetection detection,
            Predicate<String> isAllowed,
            Alerts alerts,
            Duration within,
            Clock clock) {
        this.people = people;
        this.addresses = addresses;
        this.detection = detection;
        this.isAllowed = isAllowed;
        this.alerts = alerts;
        this.within = within;
        this.clock = clock;
    }

    /**
     * Looks at what somebody is about to pay, and remembers with what and from where.
     *
     * @param who pays; asking again with the same attempt teaches nothing
     * @throws IllegalArgumentException when the address is none
     */
    public List<Signal> pending(String userId, Purchase purchase, SignIn who) {
        var source = isAllowed.test(who.address()) ? null : who.source();
        var asked = new Spending.Asked(who.eventId(), purchase.paymentId(), purchase.method(), source, who.at());
        var spending = people.learn(userId, who.at(), known -> known.after(asked));
        var around = source == null ? NOWHERE : addresses.of(source);
        return detection.look(new PaymentSight(spending, around, purchase, who.at()));
    }

    /** Remembers what became of payments, and raises the alerts that follow. */
    void heard(List<HeardMove> heard) {
        var byPayer = grouped(heard, move -> Optional.of(move.payer()));
        var ofPeople = learn(people, byPayer);
        var bySource = grouped(heard, move -> sourceOf(move, ofPeople));
        var ofAddresses = learn(addresses, bySource);
        var earliest = clock.instant().minus(within);
        byPayer.forEach((payer, own) -> {
            var last = own.getLast();
            if (!last.move().at().isBefore(earliest)) { // nobody looks into last week's payments
                var around = sourceOf(last, ofPeople).map(ofAddresses::get).orElse(NOWHERE);
                look(payer, last.move(), Objects.requireNonNull(ofPeople.get(payer)), around);
            }
        });
    }

    private static Optional<String> sourceOf(HeardMove heard, Map<String, Spending> ofPeople) {
        return Optional.ofNullable(ofPeople.get(heard.payer()))
                .flatMap(own -> own.sourceOf(heard.move().paymentId()));
    }

    private static Map<String, List<HeardMove>> grouped(
            List<HeardMove> heard, Function<HeardMove, Optional<String>> by) {
        var groups = new LinkedHashMap<String, List<HeardMove>>();
        heard.forEach(move -> by.apply(move)
                .ifPresent(key ->
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

    private void look(String payer, Move last, Spending own, Spending around) {
        detection.look(new PaymentSight(own, around, null, last.at())).stream()
                .filter(Signal::isActing)
                .forEach(signal -> alerts.raise(occurrence(payer, last, around.whose(), signal)));
    }

    private static Occurrence occurrence(String payer, Move move, String source, Signal signal) {
        var isShared = signal.kind() == Kind.SHARED_CARD_TESTING;
        var severity = isShared || signal.kind() == Kind.CARD_TESTING ? Severity.HIGH : Severity.MEDIUM;
        return new Occurrence(
                signal.kind().code(),
                severity,
                isShared ? null : payer,
                isShared ? source : null,
                move.eventId(),
                signal.detail(),
                move.at());
    }
}
