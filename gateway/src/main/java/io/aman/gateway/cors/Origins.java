package io.aman.gateway.cors;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells our own pages, listed ones and foreign ones apart by what the browser says of them (RFC 6454, section 7). */
final class Origins {

    enum Kind {
        OWN,
        LISTED,
        FOREIGN
    }

    private final Set<String> listed;

    Origins(Collection<String> listed) {
        this.listed = Set.copyOf(listed);
    }

    /**
     * Whose page it is.
     *
     * @param origin as the browser wrote it; {@code null}, the word, is a page that says not who it is
     * @param host the gateway as the browser addressed it
     */
    Kind kind(String origin, @Nullable String host) {
        if (listed.contains(origin)) {
            return Kind.LISTED;
        }
        return host != null && isOf(origin, host) ? Kind.OWN : Kind.FOREIGN;
    }

    /** The scheme is not compared: who terminates TLS before us speaks plain HTTP to us. */
    private static boolean isOf(String origin, String host) {
        var end = origin.indexOf("://");
        if (end < 0) {
            return false;
        }
        var port = origin.startsWith("https") ? ":443" : ":80";
        var authority = origin.substring(end + "://".length());
        return without(port, authority).equalsIgnoreCase(without(port, host));
    }

    private static String without(String defaultPort, String authority) {
        return authority.endsWith(defaultPort)
                ? authority.substring(0, authority.length() - defaultPort.length())
                : authority;
    }
}
