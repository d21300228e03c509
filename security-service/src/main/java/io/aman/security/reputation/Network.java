package io.aman.security.reputation;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The addresses from one to another, both included, in 128 bits: IPv4 lies where IPv6 maps it, so that an IPv4 address
 * and its mapped form are one (RFC 4291, section 2.5.5.2).
 *
 * @param fromHigh the upper half of the first, unsigned as all halves are
 */
record Network(long fromHigh, long fromLow, long toHigh, long toLow) {

    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");
    private static final long V4_MAPPED = 0xffff_0000_0000L;
    private static final int V4_BITS = 32;
    private static final int V6_BITS = 128;

    /** One address: where it lies. */
    record Point(long high, long low) {

        /** @throws IllegalArgumentException when it is no literal address */
        static Point of(String address) {
            if (!V4.matcher(address).matches()
                    && !(address.contains(":") && V6.matcher(address).matches())) {
                throw new IllegalArgumentException("no address");
            }
            var bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == V4_BITS / Byte.SIZE
                    ? new Point(0, V4_MAPPED | number(bytes, 0, 4))
                    : new Point(number(bytes, 0, 8), number(bytes, 8, 16));
        }

        private static long number(byte[] bytes, int from, int to) {
            long number = 0;
            for (int i = from; i < to; i++) {
                number = (number << Byte.SIZE) | Byte.toUnsignedInt(bytes[i]);
            }
            return number;
        }
    }

    /** Reads an address or one with the length of a prefix; empty when it is neither. Bits behind the prefix are dropped. */
    static Optional<Network> parse(String text) {
        var slash = text.indexOf('/');
        try {
            var address = slash < 0 ? text : text.substring(0, slash);
            var point = Point.of(address);
            var isV4 = V4.matcher(address).matches();
            var most = isV4 ? V4_BITS : V6_BITS;
            if (slash < 0) {
                return Optional.of(of(point, V6_BITS));
            }
            var prefix = text.substring(slash + 1);
            return PREFIX.matcher(prefix).matches() && Integer.parseInt(prefix) <= most
                    ? Optional.of(of(point, Integer.parseInt(prefix) + V6_BITS - most))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Network of(Point point, int prefix) {
        var highHost = hostBits(Long.SIZE - Math.min(prefix, Long.SIZE));
        var lowHost = hostBits(Long.SIZE - Math.max(prefix - Long.SIZE, 0));
        return new Network(point.high & ~highHost, point.low & ~lowHost, point.high | highHost, point.low | lowHost);
    }

    private static long hostBits(int bits) {
        return bits == Long.SIZE ? -1 : (1L << bits) - 1;
    }

    /** Whether it is wider than any list has reason to name: an IPv4 /8 or an IPv6 /16. */
    boolean isTooWide() {
        var isV4 = fromHigh == 0 && toHigh == 0 && (fromLow & ~hostBits(V4_BITS)) == V4_MAPPED;
        return isV4
                ? Long.compareUnsigned(toLow - fromLow, hostBits(24)) > 0
                : Long.compareUnsigned(toHigh - fromHigh, hostBits(48)) > 0;
    }

    int compareStart(Network other) {
        return compare(fromHigh, fromLow, other.fromHigh, other.fromLow);
    }

    /** Whether {@code next}, which begins no earlier, lies in this or right behind it. */
    boolean reaches(Network next) {
        return compare(next.fromHigh, next.fromLow, toHigh, toLow) <= 0
                || (toLow != -1 && next.fromHigh == toHigh && next.fromLow == toLow + 1);
    }

    /** Both in one, which {@link #reaches} says they are. */
    Network with(Network next) {
        return compare(next.toHigh, next.toLow, toHigh, toLow) <= 0
                ? this
                : new Network(fromHigh, fromLow, next.toHigh, next.toLow);
    }

    static int compare(long high, long low, long otherHigh, long otherLow) {
        var byHigh = Long.compareUnsigned(high, otherHigh);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
    }
}
