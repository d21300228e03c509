package io.aman.gateway.upstream;

import java.net.URI;

/**
 * A service: its processes, and the gate before all of them.
 *
 * @param name as the configuration has it
 */
record Service(String name, Gate gate, Addresses addresses) {

    /** What routes know it by. */
    URI id() {
        return addresses.first().uri();
    }
}
