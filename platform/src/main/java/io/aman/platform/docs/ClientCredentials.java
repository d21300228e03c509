package io.aman.platform.docs;

/** The security scheme of endpoints that a client calls in its own name. */
public final class ClientCredentials {

    /** For {@code @SecurityRequirement}. */
    public static final String SCHEME = "client";

    private ClientCredentials() {}
}
