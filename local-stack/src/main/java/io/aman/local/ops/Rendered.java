package io.aman.local.ops;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that an overlay applies.
 *
 * @param laptop for one node, where nothing is promised to outlive it
 */
record Rendered(String name, boolean laptop, List<Manifest> manifests) {

    /** The overlay that is for one node. */
    static final String LAPTOP = "local";

    static Rendered of(String name, String yaml) {
        return new Rendered(
                name,
                name.equals(LAPTOP),
                Yaml.documents(yaml).stream()
                        .map(document -> new Manifest((ObjectNode) document))
                        .toList());
    }

    Stream<Manifest> of(String kind) {
        return manifests.stream().filter(manifest -> manifest.is(kind));
    }

    Stream<Manifest> workloads() {
        return manifests.stream().filter(Manifest::isWorkload);
    }

    Stream<Manifest> services() {
        return manifests.stream().filter(Manifest::isService);
    }
}
