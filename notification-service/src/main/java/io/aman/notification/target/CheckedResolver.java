package io.aman.notification.target;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names to addresses that may be connected to, or to none. The client connects to what this returns and asks no
 * second time, so a name that leads elsewhere a moment later (DNS rebinding) changes nothing.
 */
final class CheckedResolver implements DnsResolver {

    private final DnsResolver names;
    private final boolean allowPrivate;

    /** @param allowPrivate whether every address will do */
    CheckedResolver(DnsResolver names, boolean allowPrivate) {
        this.names = names;
        this.allowPrivate = allowPrivate;
    }

    /** @throws AddressRefused when one of its addresses is not public, whatever the others are */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var addresses = names.resolve(host);
        if (addresses == null || addresses.length == 0) {
            throw new UnknownHostException("the name has no address");
        }
        if (!allowPrivate) {
            for (var address : addresses) {
                if (!PublicAddresses.contain(address)) {
                    throw new AddressRefused();
                }
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host; // a lookup more that nothing here needs
    }
}
