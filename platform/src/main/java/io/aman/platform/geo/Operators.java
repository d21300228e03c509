package io.aman.platform.geo;

import org.jspecify.annotations.Nullable;

/** Says who operates the network of an address. */
public interface Operators {

    /** The number of the autonomous system (RFC 6793), null where it is not known. Never fails. */
    @Nullable
    Long of(String address);
}
