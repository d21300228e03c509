package io.aman.notification.target;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from all others.
 *
 * <p>IPv6 is read the safe way round: only global unicast (2000::/3) counts, less what in it is set aside or carries an
 * IPv4 address, so that mapped, compatible, 6to4, Teredo and NAT64 addresses lead nowhere.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA's registries of special-purpose IPv4</a>
 *     and <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6 addresses</a> (RFC 6890), read
 *     2026-11
 */
final class PublicAddresses {

    private static final List<Network> RESERVED_V4 = networks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by carriers
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, and the metadata of clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112
            "192.52.193.0/24", // AMT
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    private static final Network GLOBAL_V6 = Network.of("2000::/3");

    private static final List<Network> RESERVED_V6 = networks(
            "2001::/23", // protocol assignments: Teredo, ORCHID, benchmarks
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "2620:4f:8000::/48", // AS112
            "3fff::/20"); // documentation

    private static final class Network {

        private final byte[] prefix;
        private final int bits;

        private Network(byte[] prefix, int bits) {
            this.prefix = prefix;
            this.bits = bits;
        }

        static Network of(String text) {
            var parts = text.split("/", 2);
            try {
                return new Network(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text + " is no network", e);
            }
        }

        boolean contains(byte[] address) {
            var whole = bits / Byte.SIZE;
            for (int i = 0; i < whole; i++) {
                if (address[i] != prefix[i]) {
                    return false;
                }
            }
            var rest = bits % Byte.SIZE;
            var mask = 0xff << (Byte.SIZE - rest);
            return rest == 0 || ((address[whole] ^ prefix[whole]) & mask & 0xff) == 0;
        }
    }

    private PublicAddresses() {}

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::of).toList();
    }

    /** Whether everybody's internet leads there. */
    static boolean contain(InetAddress address) {
        var bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return RESERVED_V4.stream().noneMatch(reserved -> reserved.contains(bytes));
        }
        return GLOBAL_V6.contains(bytes) && RESERVED_V6.stream().noneMatch(reserved -> reserved.contains(bytes));
    }
}
