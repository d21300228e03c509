package io.aman.platform.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** What is counted for an address: itself, or the /64 network of an IPv6 address, which one customer owns whole. */
public final class AddressKey {

    private static final int NETWORK_BYTES = 8;

    private AddressKey() {}

    /** @throws IllegalArgumentException when it is no literal IPv4 or IPv6 address; no name is resolved */
    public static String of(String address) {
        if (address.contains("%")) {
            throw new IllegalArgumentException("an address with a zone");
        }
        var parsed = InetAddress.ofLiteral(address);
        return parsed instanceof Inet6Address ? network(parsed.getAddress()) : parsed.getHostAddress();
    }

    private static String network(byte[] address) {
        var network = Arrays.copyOf(Arrays.copyOf(address, NETWORK_BYTES), address.length);
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }
}
