package io.aman.notification.suppression;

import io.aman.notification.recipient.Address;
import io.aman.platform.security.Sealed;
import java.util.List;
import java.util.Locale;

/**
 * Names addresses without telling them: a keyed hash, since all telephone numbers are soon tried.
 *
 * <p>The keys are those that seal. One that is taken away takes the names made under it along, and what was known by
 * them is learned again.
 */
public final class AddressIds {

    private static final String PREFIX = "adr_";
    private static final int DIGITS = 32;

    private final Sealed sealed;

    public AddressIds(Sealed sealed) {
        this.sealed = sealed;
    }

    /** The name that is given today. */
    public String of(Address address) {
        return all(address).getFirst();
    }

    /** Every name it may have been given, today's first. */
    public List<String> all(Address address) {
        return sealed.fingerprints(address.value().strip().toLowerCase(Locale.ROOT), "notification/address").stream()
                .map(print -> PREFIX + print.substring(0, DIGITS))
                .toList();
    }
}
