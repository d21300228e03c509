package io.aman.session.session;

import org.jspecify.annotations.Nullable;

/**
 * Where a sign-in comes from; both are cut to a length that may be stored.
 *
 * @param address the client's address as the gateway saw it
 * @param userAgent what the client says it is
 */
public record Origin(String address, @Nullable String userAgent) {

    private static final int MAX_ADDRESS = 45; // the longest form of an IPv6 address
    private static final int MAX_USER_AGENT = 512;

    public Origin {
        address = cut(address, MAX_ADDRESS);
        userAgent = userAgent == null ? null : cut(userAgent, MAX_USER_AGENT);
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max);
    }
}
