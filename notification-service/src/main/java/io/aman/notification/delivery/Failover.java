package io.aman.notification.delivery;

import io.aman.notification.delivery.Answer.Asked;
import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Outcome.Unavailable;
import io.aman.notification.delivery.Outcome.Unknown;
import io.aman.notification.recipient.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a channel's providers in order. The next one is asked only where it is certain that nothing went out: the one
 * before is left alone, or has said that it takes nothing. While one may have sent it, nobody else is asked, unless the
 * message may come twice.
 */
final class Failover {

    private final List<GuardedProvider> providers;

    Failover(List<GuardedProvider> providers) {
        this.providers = List.copyOf(providers);
    }

    List<GuardedProvider> providers() {
        return providers;
    }

    /** Who is asked as a rule; empty where nobody carries to such an address. */
    Optional<GuardedProvider> first(Address to) {
        return providers.stream().filter(provider -> provider.carries(to)).findFirst();
    }

    /** @param mayRepeat whether the message may come twice */
    Answer send(Delivery delivery, Trail trail, boolean mayRepeat) {
        var asked = new ArrayList<Asked>();
        for (var provider : inTurn(delivery.to(), mayRepeat ? null : trail.inDoubtAt())) {
            if (!provider.admits()) {
                continue;
            }
            if (!trail.asking(provider.name())) {
                provider.release();
                return new Answer(new Deferred("overtaken"), asked);
            }
            var outcome = provider.send(delivery, trail.attempt());
            asked.add(new Asked(provider.name(), outcome));
            if (!asksOn(outcome, mayRepeat)) {
                break;
            }
        }
        return new Answer(summary(asked), asked);
    }

    /** @param pinned the only one who may be asked; null for all */
    private List<GuardedProvider> inTurn(Address to, @Nullable String pinned) {
        return providers.stream()
                .filter(provider -> provider.carries(to))
                .filter(provider -> pinned == null || provider.name().equals(pinned))
                .toList();
    }

    private static boolean asksOn(Outcome outcome, boolean mayRepeat) {
        return switch (outcome) {
            case Unavailable _ -> true;
            case Unknown _ -> mayRepeat;
            case Sent _, Refused _, Deferred _ -> false;
        };
    }

    /** Who took it has it; a doubt outlives what others say after; else the last word counts. */
    private static Outcome summary(List<Asked> asked) {
        if (asked.isEmpty()) {
            return new Unavailable("provider-left-alone");
        }
        var last = asked.getLast().outcome();
        return last instanceof Sent
                ? last
                : asked.stream()
                        .map(Asked::outcome)
                        .filter(Unknown.class::isInstance)
                        .findFirst()
                        .orElse(last);
    }
}
