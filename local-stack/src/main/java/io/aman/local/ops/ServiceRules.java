package io.aman.local.ops;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What is true of the suite's services, so that they are there while they are replaced, moved and asked for more. */
final class ServiceRules {

    /** {@code aman.drain.time}, and {@code spring.lifecycle.timeout-per-shutdown-phase} for requests and for listeners. */
    private static final int DRAIN_SECONDS = 3 + 2 * 20;

    private static final int SPARE_SECONDS = 5;

    private static final int PROXIES_LEARN_SECONDS = 5;

    /** Shorter than this a long collection would look like a death. */
    private static final int DEATH_SECONDS = 30;

    private ServiceRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.ofContainers(
                        "three-probes",
                        (_, container) -> Stream.of("startupProbe", "readinessProbe", "livenessProbe")
                                .allMatch(container::has)),
                Rule.ofServices("liveness-is-of-itself", (_, service) -> all(service, ServiceRules::isOfItself)),
                Rule.ofServices("liveness-is-patient", (_, service) -> all(service, ServiceRules::isPatient)),
                Rule.ofServices("drains", (_, service) -> drains(service)),
                Rule.ofServices(
                        "replaced-one-by-one",
                        (_, service) -> service.spec()
                                        .path("strategy")
                                        .path("rollingUpdate")
                                        .path("maxUnavailable")
                                        .asInt(1)
                                == 0),
                Rule.ofServices("is-spread", (_, service) -> isSpread(service)),
                Rule.ofServices("has-a-disruption-budget", ServiceRules::hasBudget),
                Rule.ofServices("is-scaled", ServiceRules::isScaled),
                Rule.of(
                        "Namespace",
                        "namespace-is-restricted",
                        (_, namespace) -> "restricted"
                                .equals(namespace
                                        .root()
                                        .path("metadata")
                                        .path("labels")
                                        .path("pod-security.kubernetes.io/enforce")
                                        .asString(""))),
                new Rule("no-secret-in-git", all -> all.of("Secret").map(Manifest::toString)));
    }

    private static boolean all(Manifest service, Predicate<JsonNode> keeps) {
        return service.containers().allMatch(keeps);
    }

    /** Neither asks for anything but this process: a broker's outage must not restart everybody. */
    private static boolean isOfItself(JsonNode container) {
        return Stream.of("startupProbe", "livenessProbe")
                        .allMatch(probe -> container
                                .path(probe)
                                .path("httpGet")
                                .path("path")
                                .asString("")
                                .endsWith("/liveness"))
                && container
                        .path("readinessProbe")
                        .path("httpGet")
                        .path("path")
                        .asString("")
                        .endsWith("/readiness");
    }

    private static boolean isPatient(JsonNode container) {
        var probe = container.path("livenessProbe");
        return probe.path("periodSeconds").asInt(10)
                        * probe.path("failureThreshold").asInt(3)
                >= DEATH_SECONDS;
    }

    private static boolean drains(Manifest service) {
        var grace = service.pod().path("terminationGracePeriodSeconds").asInt(30);
        return all(service, container -> {
            var pause = container
                    .path("lifecycle")
                    .path("preStop")
                    .path("sleep")
                    .path("seconds")
                    .asInt(0);
            return pause >= PROXIES_LEARN_SECONDS && grace >= pause + DRAIN_SECONDS + SPARE_SECONDS;
        });
    }

    private static boolean isSpread(Manifest service) {
        return service.pod()
                .path("topologySpreadConstraints")
                .valueStream()
                .filter(constraint ->
                        constraint.path("topologyKey").asString("").equals("kubernetes.io/hostname"))
                .anyMatch(constraint -> service.isSelectedBy(constraint.path("labelSelector")));
    }

    private static boolean hasBudget(Rendered all, Manifest service) {
        return all.of("PodDisruptionBudget")
                .filter(budget -> !budget.spec().path("selector").isEmpty())
                .filter(budget -> service.isSelectedBy(budget.spec().path("selector")))
                .anyMatch(budget -> budget.spec().path("maxUnavailable").asInt(0) >= 1);
    }

    /** By exactly one, which never goes below what outlives a node, or below one on a laptop. */
    private static boolean isScaled(Rendered all, Manifest service) {
        var least = all.laptop() ? 1 : 2;
        var byLoad = all.of("HorizontalPodAutoscaler")
                .filter(scaler -> scales(scaler, service))
                .map(scaler -> scaler.spec().path("minReplicas").asInt(1));
        var byEvents = all.of("ScaledObject")
                .filter(scaler -> scales(scaler, service))
                .map(scaler -> scaler.spec().path("minReplicaCount").asInt(0));
        var minimums = Stream.concat(byLoad, byEvents).toList();
        return minimums.size() == 1
                && minimums.getFirst() >= least
                && service.spec().path("replicas").isMissingNode();
    }

    private static boolean scales(Manifest scaler, Manifest service) {
        var target = scaler.spec().path("scaleTargetRef");
        return target.path("name").asString("").equals(service.name())
                && target.path("kind").asString("Deployment").equals(service.kind());
    }
}
