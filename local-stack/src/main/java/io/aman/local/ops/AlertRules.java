package io.aman.local.ops;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * That an alert of a cluster reaches those on duty, through notification-service. Where nothing watches, on a laptop,
 * there are no alerts.
 *
 * @see <a href="https://prometheus-operator.dev/docs/developer/alerting/">Alerting routes of the Prometheus operator</a>
 */
final class AlertRules {

    private static final String NOTIFICATION_SERVICE = "notification-service";

    private static final int PORT = 8084;

    private AlertRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("alerts-have-a-route", AlertRules::withoutRoute),
                Rule.of("AlertmanagerConfig", "alerts-reach-notification-service", (_, config) -> tellsUs(config)),
                Rule.of("PrometheusRule", "alerts-say-their-namespace", (_, rules) -> saysNamespace(rules)),
                new Rule("alerts-are-let-in", AlertRules::withoutWayIn));
    }

    private static boolean isWatched(Rendered all) {
        return !all.laptop() || all.of("PrometheusRule").findAny().isPresent();
    }

    private static Stream<String> withoutRoute(Rendered all) {
        return !isWatched(all) || all.of("AlertmanagerConfig").findAny().isPresent()
                ? Stream.empty()
                : Stream.of("no Alertmanager is told where alerts go");
    }

    /** Each receiver, of the beginning and of the end, and with a credential that is in no file here. */
    private static boolean tellsUs(Manifest config) {
        var address = "http://%s.%s.svc:%d/internal/alerts".formatted(NOTIFICATION_SERVICE, config.namespace(), PORT);
        Predicate<JsonNode> tells = webhook -> webhook.path("url").asString("").equals(address)
                && webhook.path("sendResolved").asBoolean(false)
                && !webhook.path("httpConfig")
                        .path("authorization")
                        .path("credentials")
                        .path("name")
                        .asString("")
                        .isBlank();
        return !config.spec().path("receivers").isEmpty()
                && config.spec()
                        .path("receivers")
                        .valueStream()
                        .allMatch(receiver ->
                                receiver.path("webhookConfigs").valueStream().anyMatch(tells));
    }

    /** Without it the operator's route, which takes only what is of its namespace, takes nothing. */
    private static boolean saysNamespace(Manifest rules) {
        return rules.spec()
                .path("groups")
                .valueStream()
                .allMatch(group ->
                        group.path("labels").path("namespace").asString("").equals(rules.namespace()));
    }

    private static Stream<String> withoutWayIn(Rendered all) {
        return !isWatched(all)
                        || all.of("NetworkPolicy").filter(AlertRules::isOfUs).anyMatch(AlertRules::letsAlertmanagerIn)
                ? Stream.empty()
                : Stream.of("no policy lets Alertmanager in to " + NOTIFICATION_SERVICE);
    }

    private static boolean isOfUs(Manifest policy) {
        return name(policy.spec().path("podSelector")).equals(NOTIFICATION_SERVICE);
    }

    private static boolean letsAlertmanagerIn(Manifest policy) {
        return policy.spec()
                .path("ingress")
                .valueStream()
                .filter(way -> ports(way).contains(PORT))
                .flatMap(way -> way.path("from").valueStream())
                .anyMatch(peer -> name(peer.path("podSelector")).equals("alertmanager"));
    }

    private static List<Integer> ports(JsonNode way) {
        return way.path("ports")
                .valueStream()
                .map(port -> port.path("port").asInt(0))
                .collect(Collectors.toList());
    }

    private static String name(JsonNode selector) {
        return selector.path("matchLabels").path("app.kubernetes.io/name").asString("");
    }
}
