package io.aman.payment.provider;

import io.aman.events.Money;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import java.time.Duration;

/**
 * Someone who moves money for us.
 *
 * <p>No method throws because of what the provider says or fails to say: all of that is a {@link ProviderAnswer}. Every
 * command carries a key, and asking twice with one key has one effect for as long as {@link #keyLifetime()} says.
 */
public interface PaymentProvider {

    /** As it stands in requests, documents and events: {@code stripe}. */
    String name();

    /** Whether the provider can represent exactly this amount; it is refused otherwise, never rounded. */
    AmountCheck check(Money amount);

    /** How long after its first use a key is certain to be known; after that only {@link #read} is safe. */
    Duration keyLifetime();

    ProviderAnswer create(Create command);

    ProviderAnswer confirm(Confirm command);

    ProviderAnswer capture(Capture command);

    /** What the provider says now about the payment it calls {@code ref}. */
    ProviderAnswer read(String ref);

    /** Asks whatever the command asks. */
    default ProviderAnswer ask(ProviderCommand command) {
        return switch (command) {
            case Create create -> create(create);
            case Confirm confirm -> confirm(confirm);
            case Capture capture -> capture(capture);
        };
    }
}
