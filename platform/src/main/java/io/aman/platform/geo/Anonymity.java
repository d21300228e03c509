package io.aman.platform.geo;

/**
 * What hides who is behind an address.
 *
 * @param isAnonymiser a VPN or a proxy that anybody may use
 * @param isHosting a data centre: people don't live there
 * @param isTorExit where Tor's traffic leaves it
 */
public record Anonymity(boolean isAnonymiser, boolean isHosting, boolean isTorExit) {

    /** Nothing is known to hide anybody. */
    public static final Anonymity NONE = new Anonymity(false, false, false);

    /** Whether the place of the address says nothing about the person. */
    public boolean hidesPlace() {
        return isAnonymiser || isHosting || isTorExit;
    }
}
