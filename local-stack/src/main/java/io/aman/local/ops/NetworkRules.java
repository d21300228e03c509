package io.aman.local.ops;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Who may talk to whom, and how outsiders come in. */
final class NetworkRules {

    private static final Set<String> PRIVATE =
            Set.of("10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16");

    private static final Pattern WEBHOOK = Pattern.compile("/api/[a-z]+/webhook");

    private NetworkRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("default-deny", NetworkRules::withoutDefaultDeny),
                Rule.of(
                        "NetworkPolicy",
                        "each-way-is-named",
                        (_, policy) -> isDefaultDeny(policy)
                                || !policy.root()
                                        .path("metadata")
                                        .path("annotations")
                                        .path("aman.io/why")
                                        .asString("")
                                        .isBlank()),
                Rule.of(
                        "NetworkPolicy",
                        "egress-goes-somewhere",
                        (_, policy) ->
                                policy.spec().path("egress").valueStream().allMatch(NetworkRules::isNarrow)),
                Rule.of(
                        "NetworkPolicy",
                        "ingress-comes-from-somewhere",
                        (_, policy) -> policy.spec()
                                .path("ingress")
                                .valueStream()
                                .allMatch(way -> !way.path("from").isEmpty()
                                        && !way.path("ports").isEmpty())),
                Rule.of(
                        "Ingress",
                        "ingress-has-tls",
                        (_, ingress) -> hosts(ingress)
                                .allMatch(host -> ingress.spec()
                                        .path("tls")
                                        .valueStream()
                                        .flatMap(tls -> tls.path("hosts").valueStream())
                                        .anyMatch(
                                                secured -> secured.asString("").equals(host)))),
                Rule.of(
                        "Ingress",
                        "management-is-not-routed",
                        (_, ingress) -> paths(ingress)
                                .allMatch(path -> path.path("backend")
                                        .path("service")
                                        .path("port")
                                        .path("name")
                                        .asString("")
                                        .equals("http"))),
                new Rule("webhooks-come-their-own-way", NetworkRules::withoutWayForWebhooks));
    }

    private static Stream<String> withoutDefaultDeny(Rendered all) {
        return all.of("NetworkPolicy").anyMatch(NetworkRules::isDefaultDeny)
                ? Stream.empty()
                : Stream.of("no policy denies what no other one allows");
    }

    private static boolean isDefaultDeny(Manifest policy) {
        var spec = policy.spec();
        var types = spec.path("policyTypes")
                .valueStream()
                .map(type -> type.asString(""))
                .collect(Collectors.toSet());
        return spec.path("podSelector").isEmpty()
                && types.equals(Set.of("Ingress", "Egress"))
                && spec.path("ingress").isEmpty()
                && spec.path("egress").isEmpty();
    }

    /** To somebody, at a port; and where that is the whole internet, not to the networks beside us. */
    private static boolean isNarrow(JsonNode way) {
        return !way.path("to").isEmpty()
                && !way.path("ports").isEmpty()
                && way.path("to").valueStream().allMatch(NetworkRules::isNarrowPeer);
    }

    private static boolean isNarrowPeer(JsonNode peer) {
        var block = peer.path("ipBlock");
        if (block.path("cidr").asString("").endsWith("/0")) {
            return block.path("except")
                    .valueStream()
                    .map(network -> network.asString(""))
                    .collect(Collectors.toSet())
                    .containsAll(PRIVATE);
        }
        return !block.isEmpty()
                || Stream.of("podSelector", "namespaceSelector")
                        .anyMatch(selector -> !peer.path(selector).isEmpty());
    }

    private static Stream<String> hosts(Manifest ingress) {
        return ingress.spec()
                .path("rules")
                .valueStream()
                .map(rule -> rule.path("host").asString(""));
    }

    private static Stream<JsonNode> paths(Manifest ingress) {
        return ingress.spec()
                .path("rules")
                .valueStream()
                .flatMap(rule -> rule.path("http").path("paths").valueStream());
    }

    private static boolean isForWebhooks(Manifest ingress) {
        return paths(ingress)
                .allMatch(
                        path -> WEBHOOK.matcher(path.path("path").asString("")).matches());
    }

    private static Stream<String> withoutWayForWebhooks(Rendered all) {
        if (all.of("Ingress").findAny().isEmpty()) {
            return all.laptop() ? Stream.empty() : Stream.of("no ingress");
        }
        var others = all.of("Ingress")
                .filter(ingress -> !isForWebhooks(ingress))
                .flatMap(NetworkRules::hosts)
                .collect(Collectors.toSet());
        return all.of("Ingress")
                        .anyMatch(ingress ->
                                isForWebhooks(ingress) && hosts(ingress).noneMatch(others::contains))
                ? Stream.empty()
                : Stream.of("webhooks have no host of their own");
    }
}
