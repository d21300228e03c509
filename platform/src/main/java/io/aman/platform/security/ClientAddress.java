package io.aman.platform.security;

import jakarta.servlet.http.HttpServletRequest;

/** The address of the client as the gateway established it. */
public final class ClientAddress {

    /** Set by the gateway alone: it drops what comes in from outside under this name. */
    public static final String HEADER = "X-Client-Address";

    private ClientAddress() {}

    /** What the gateway says, else the peer itself. */
    public static String of(HttpServletRequest request) {
        var header = request.getHeader(HEADER);
        return header == null || header.isBlank() ? request.getRemoteAddr() : header;
    }
}
