package io.aman.local.ops;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What is true of every pod: Kubernetes' restricted standard and what keeps a node healthy. */
final class PodRules {

    private static final Pattern SECRET = Pattern.compile("(PASSWORD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY)$");

    private PodRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.ofContainers("run-as-non-root", PodRules::isNonRoot),
                Rule.ofContainers(
                        "no-privilege-escalation",
                        (_, container) -> !security(container)
                                        .path("allowPrivilegeEscalation")
                                        .asBoolean(true)
                                && !security(container).path("privileged").asBoolean(false)),
                Rule.ofContainers("no-capabilities", (_, container) -> dropsAll(container)),
                Rule.ofContainers("seccomp", PodRules::hasSeccomp),
                Rule.ofContainers(
                        "read-only-root",
                        (_, container) -> security(container)
                                .path("readOnlyRootFilesystem")
                                .asBoolean(false)),
                Rule.ofContainers("memory-is-bounded", (_, container) -> isBounded(container)),
                Rule.ofContainers(
                        "image-is-pinned",
                        (_, container) -> isPinned(container.path("image").asString(""))),
                Rule.ofContainers("secrets-are-mounted", (_, container) -> hasNoSecret(container)),
                Rule.ofWorkloads(
                        "no-service-account-token",
                        workload -> !workload.pod()
                                .path("automountServiceAccountToken")
                                .asBoolean(true)),
                Rule.ofWorkloads("nothing-of-the-host", PodRules::leavesTheHost));
    }

    private static JsonNode security(JsonNode container) {
        return container.path("securityContext");
    }

    /** The container's own setting, else the pod's. */
    private static JsonNode effective(Manifest workload, JsonNode container, String field) {
        var own = security(container).path(field);
        return own.isMissingNode() ? workload.pod().path("securityContext").path(field) : own;
    }

    private static boolean isNonRoot(Manifest workload, JsonNode container) {
        return effective(workload, container, "runAsNonRoot").asBoolean(false)
                && effective(workload, container, "runAsUser").asInt(1) != 0;
    }

    private static boolean hasSeccomp(Manifest workload, JsonNode container) {
        return effective(workload, container, "seccompProfile")
                .path("type")
                .asString("")
                .equals("RuntimeDefault");
    }

    private static boolean dropsAll(JsonNode container) {
        var capabilities = security(container).path("capabilities");
        return capabilities
                        .path("drop")
                        .valueStream()
                        .anyMatch(one -> one.asString("").equals("ALL"))
                && capabilities.path("add").isEmpty();
    }

    private static boolean isBounded(JsonNode container) {
        var resources = container.path("resources");
        return resources.path("requests").has("cpu")
                && resources.path("requests").has("memory")
                && resources.path("limits").has("memory");
    }

    /** By digest, or by a tag that says which. */
    static boolean isPinned(String image) {
        if (image.contains("@sha256:")) {
            return true;
        }
        var tag = image.substring(image.lastIndexOf('/') + 1);
        return tag.contains(":") && !tag.endsWith(":latest") && !tag.endsWith(":");
    }

    /** Files are neither inherited by other processes nor shown by who describes a pod. */
    private static boolean hasNoSecret(JsonNode container) {
        return container.path("envFrom").valueStream().noneMatch(from -> from.has("secretRef"))
                && container
                        .path("env")
                        .valueStream()
                        .noneMatch(variable -> variable.path("valueFrom").has("secretKeyRef")
                                || SECRET.matcher(variable.path("name").asString(""))
                                        .find());
    }

    private static boolean leavesTheHost(Manifest workload) {
        var pod = workload.pod();
        return List.of("hostNetwork", "hostPID", "hostIPC").stream()
                        .noneMatch(field -> pod.path(field).asBoolean(false))
                && pod.path("volumes").valueStream().noneMatch(volume -> volume.has("hostPath"));
    }
}
