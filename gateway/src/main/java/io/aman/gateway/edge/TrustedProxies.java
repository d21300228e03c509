package io.aman.gateway.edge;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the client behind the proxies that are ours; only they are believed about who came before them. */
final class TrustedProxies {

    private static final Pattern COMMA = Pattern.compile(",");
    private static final int MAX_HOPS = 32;

    private final List<IpSubnetFilterRule> networks;

    /** @throws IllegalArgumentException when a network is not in CIDR notation */
    TrustedProxies(List<String> networks) {
        this.networks = networks.stream().map(TrustedProxies::network).toList();
    }

    /**
     * Walks {@code X-Forwarded-For} from the right: the first address that is not a trusted proxy's is the client's.
     * What stands further left was written by the client. A malformed entry ends the walk at the hop before it.
     *
     * @param forwardedFor the header's lines in the order in which they came
     */
    InetAddress client(InetAddress peer, List<String> forwardedFor) {
        if (networks.isEmpty() || !isTrusted(peer)) {
            return peer;
        }
        var hops = COMMA.split(String.join(",", forwardedFor), -1);
        var client = peer;
        for (int i = hops.length - 1; i >= Math.max(0, hops.length - MAX_HOPS); i--) {
            var hop = address(hops[i].strip());
            if (hop == null) {
                return client;
            }
            client = hop;
            if (!isTrusted(hop)) {
                return client;
            }
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        var socket = new InetSocketAddress(address, 0);
        for (var network : networks) {
            if (network.matches(socket)) {
                return true;
            }
        }
        return false;
    }

    /** {@code 192.0.2.1}, {@code 192.0.2.1:443}, {@code 2001:db8::1} or {@code [2001:db8::1]:443}; no name is resolved. */
    private static @Nullable InetAddress address(String hop) {
        var literal = hop;
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            literal = end < 0 ? "" : hop.substring(1, end);
        } else if (hop.indexOf(':') == hop.lastIndexOf(':') && hop.indexOf(':') > 0) {
            literal = hop.substring(0, hop.indexOf(':'));
        }
        var bytes = literal.contains("%") ? null : NetUtil.createByteArrayFromIpAddressString(literal);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException _) {
            return null;
        }
    }

    private static IpSubnetFilterRule network(String cidr) {
        var parts = cidr.split("/", -1);
        if (parts.length != 2 || NetUtil.createByteArrayFromIpAddressString(parts[0]) == null) {
            throw new IllegalArgumentException("gateway.trusted-proxies: not in CIDR notation: " + cidr);
        }
        return new IpSubnetFilterRule(parts[0], Integer.parseInt(parts[1]), IpFilterRuleType.ACCEPT);
    }
}
