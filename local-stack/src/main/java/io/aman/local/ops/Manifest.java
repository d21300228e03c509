package io.aman.local.ops;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One object of Kubernetes, as it is going to be applied. */
record Manifest(ObjectNode root) {

    /** Kinds that start pods. */
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob");

    String kind() {
        return root.path("kind").asString("");
    }

    String name() {
        return root.path("metadata").path("name").asString("");
    }

    /** Blank where an overlay gives none. */
    String namespace() {
        return root.path("metadata").path("namespace").asString("");
    }

    boolean is(String kind) {
        return kind().equals(kind);
    }

    boolean isWorkload() {
        return WORKLOADS.contains(kind());
    }

    /** One of the suite's services: what is promised about them is more than about what they need. */
    boolean isService() {
        return is("Deployment")
                && "aman"
                        .equals(root.path("metadata")
                                .path("labels")
                                .path("app.kubernetes.io/part-of")
                                .asString(""));
    }

    JsonNode spec() {
        return root.path("spec");
    }

    JsonNode pod() {
        var spec = is("CronJob") ? spec().path("jobTemplate").path("spec") : spec();
        return spec.path("template").path("spec");
    }

    Stream<JsonNode> containers() {
        return Stream.of("initContainers", "containers")
                .flatMap(list -> pod().path(list).valueStream());
    }

    /** Whether a selector of labels takes this workload's pods; one without labels takes all. */
    boolean isSelectedBy(JsonNode selector) {
        var labels = (is("CronJob") ? spec().path("jobTemplate").path("spec") : spec())
                .path("template")
                .path("metadata")
                .path("labels");
        return selector.path("matchLabels").properties().stream()
                .map(Map.Entry::getKey)
                .allMatch(key -> selector.path("matchLabels").path(key).equals(labels.path(key)));
    }

    /** {@code Deployment/gateway}. */
    @Override
    public String toString() {
        return kind() + "/" + name();
    }
}
