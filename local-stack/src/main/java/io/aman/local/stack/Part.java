package io.aman.local.stack;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One process of the stack.
 *
 * @param ports what it listens on, each with what it serves there; the first is the one shown
 * @param launch makes what is needed to start it; throws {@link StackFailure} where that is not built
 * @param standIn what does the same elsewhere, while this one is replaced; empty where there can't be two
 */
record Part(
        String name,
        Tier tier,
        Map<Integer, String> ports,
        Supplier<Launch> launch,
        Readiness readiness,
        Optional<Part> standIn) {

    Part(String name, Tier tier, Map<Integer, String> ports, Supplier<Launch> launch, Readiness readiness) {
        this(name, tier, ports, launch, readiness, Optional.empty());
    }

    /** Lower tiers stop later, and infrastructure serves before the others start; within a tier order is free. */
    enum Tier {
        INFRASTRUCTURE,
        SERVICE,
        EDGE
    }

    /** How a part shows that it serves. */
    sealed interface Readiness {

        /** It prints this line on its standard output. */
        record LogLine(String line) implements Readiness {}

        /** This address answers 200. */
        record Answers(URI address) implements Readiness {}
    }

    int port() {
        return ports.keySet().iterator().next();
    }
}
