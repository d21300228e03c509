package io.aman.notification.target;

import java.net.UnknownHostException;

/** A name leads to an address that no message is sent to. Neither is quoted. */
final class AddressRefused extends UnknownHostException {

    AddressRefused() {
        super("the name leads to an address that is not public");
    }
}
