package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.payment.PaymentError.RefundExceedsCaptured;
import io.aman.payment.provider.RefundSources;
import io.aman.payment.provider.RefundSources.Several;
import io.aman.payment.provider.RefundSources.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Turns what is asked for into as few refunds as the provider can carry out, each out of one capture. Each is a refund
 * with a key and an outcome of its own: where they end differently, the books of both sides still agree.
 */
final class RefundSplit {

    private RefundSplit() {}

    /**
     * @param whole what is asked for
     * @param known the refunds before it
     * @return the whole itself, or its parts; the first has its id
     * @throws RefundExceedsCaptured when the provider has less left than the amount
     */
    static List<Refund> of(Refund whole, List<Refund> known, RefundSources sources) {
        return sources instanceof Several several ? split(whole, left(several, known)) : List.of(whole);
    }

    /** What is left once those are counted that the provider had not heard of when it was asked. */
    private static List<Source> left(Several several, List<Refund> known) {
        return several.sources().stream()
                .map(source -> new Source(source.ref(), left(source, known), source.counted()))
                .filter(source -> source.left().isPositive())
                .sorted(Comparator.comparing(Source::left))
                .toList();
    }

    private static Money left(Source source, List<Refund> known) {
        return known.stream()
                .filter(refund -> refund.state().isBinding() && source.ref().equals(refund.source()))
                .filter(refund -> !source.counted().contains(refund.id()))
                .map(Refund::amount)
                .reduce(source.left(), Money::minus);
    }

    /** @param ascending by what is left */
    private static List<Refund> split(Refund whole, List<Source> ascending) {
        var alone = ascending.stream()
                .filter(source -> source.left().compareTo(whole.amount()) >= 0)
                .findFirst();
        if (alone.isPresent()) {
            return List.of(whole.part(whole.id(), whole.amount(), alone.get().ref()));
        }
        var parts = new ArrayList<Refund>();
        var rest = whole.amount();
        for (var source : ascending.reversed()) {
            if (rest.isPositive()) {
                var amount = rest.compareTo(source.left()) < 0 ? rest : source.left();
                var id = parts.isEmpty() ? whole.id() : Refund.idOf(whole.id() + "#" + parts.size());
                parts.add(whole.part(id, amount, source.ref()));
                rest = rest.minus(amount);
            }
        }
        if (rest.isPositive()) {
            throw new RefundExceedsCaptured(whole.amount().minus(rest));
        }
        return parts;
    }
}
