package io.aman.notification.delivery;

import io.aman.notification.recipient.Address;
import io.aman.notification.suppression.AddressIds;
import io.aman.notification.suppression.Suppressions;
import io.aman.platform.security.Sealed;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Whether a message may be sent now, before anybody is asked to. */
@Component
class Admission {

    /** What is to be done with it. */
    sealed interface Verdict {

        record Go() implements Verdict {}

        /** Its address is of no use, or wants nothing. */
        record Suppressed(String reason) implements Verdict {}

        /** Its recipient has had enough for now. */
        record Wait(Instant until) implements Verdict {}
    }

    private static final Verdict GO = new Verdict.Go();

    private final Suppressions suppressions;
    private final RecipientLimits limits;
    private final SuppressionProperties properties;
    private final AddressIds addresses;
    private final Clock clock;

    Admission(
            Suppressions suppressions,
            RecipientLimits limits,
            SuppressionProperties properties,
            Sealed sealed,
            Clock clock) {
        this.addresses = new AddressIds(sealed);
        this.suppressions = suppressions;
        this.limits = limits;
        this.properties = properties;
        this.clock = clock;
    }

    /** An address that is of no use to anybody. */
    void suppress(Address address, String reason) {
        suppressions.add(addresses.of(address), address.toString(), reason, Suppressions.SERVICE, clock.instant());
    }

    Verdict verdict(Delivery delivery) {
        if (!properties.triedAnyway().contains(delivery.category())) {
            var reason = suppressions.reason(delivery.to());
            if (reason.isPresent()) {
                return new Verdict.Suppressed(reason.get());
            }
        }
        return limits.admit(delivery, clock.instant())
                .<Verdict>map(Verdict.Wait::new)
                .orElse(GO);
    }
}
