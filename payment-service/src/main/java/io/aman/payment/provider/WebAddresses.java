package io.aman.payment.provider;

import java.net.URI;
import java.util.Set;

/** Which addresses a payer's browser, or a provider, may be sent to. */
public final class WebAddresses {

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    private WebAddresses() {}

    /** Whether nobody on the way can read along: https, or plain http on this machine, which has no certificate. */
    public static boolean isPrivate(URI url) {
        var host = url.getHost();
        return host != null
                && ("https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && THIS_MACHINE.contains(host)));
    }
}
