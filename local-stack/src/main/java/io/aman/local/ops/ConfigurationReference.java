package io.aman.local.ops;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/configuration.md}: every property, out of the records that take them. */
final class ConfigurationReference {

    private static final List<String> MODULES = List.of(
            "platform", "gateway", "payment-service", "session-service", "security-service", "notification-service");

    private static final String HEAD = """
            # Configuration

            Every property of ours, made from the code by `./aman ops write`; Spring Boot's own (`spring.*`, `server.*`,
            `management.*`) are in its documentation. A property is set in a file `application.yml` that
            `SPRING_CONFIG_ADDITIONAL_LOCATION` names, as an environment variable (`gateway.max-body` is `GATEWAY_MAXBODY`),
            or, if it is a secret, as a file named like it in the folder `AMAN_SECRETS`. A bad value stops the start.

            A *duration* is written `250ms`, `10s`, `5m`, `1h` or `30d`, a *size* `64KB` or `1MB`, a *list* with commas. *Required*
            means that the feature does not start without it; the [operator's guide](operator.md) says when features are on.
            A service's own `application.yml` may set another default than the record's.
            """;

    private static final String SWITCHES = """

            ## What decides which parts there are

            | property | value |
            |---|---|
            """;

    private ConfigurationReference() {}

    static String of(Path root) {
        var sections = MODULES.stream()
                .map(module -> section(module, groups(root, module)))
                .collect(Collectors.joining("\n"));
        return HEAD + "\n" + sections + switchTable(root);
    }

    private static List<PropertyRecords.Group> groups(Path root, String module) {
        return PropertyRecords.in(root.resolve(module).resolve("src/main/java"));
    }

    /** Of all modules. */
    static List<PropertyRecords.Group> groups(Path root) {
        return MODULES.stream().flatMap(module -> groups(root, module).stream()).toList();
    }

    /** Names, where {@code <name>} stands for any, and {@code [0]} for each of a list. */
    static Set<String> names(Path root) {
        var records = groups(root).stream()
                .flatMap(group -> group.properties().stream())
                .map(PropertyRecords.Property::name);
        return Stream.concat(records, switches(root).keySet().stream()).collect(Collectors.toSet());
    }

    /** What decides which parts there are, with the value that it takes. */
    static Map<String, String> switches(Path root) {
        var all = new TreeMap<String, String>();
        MODULES.forEach(module -> all.putAll(Switches.in(root.resolve(module).resolve("src/main/java"))));
        return all;
    }

    private static String switchTable(Path root) {
        return switches(root).entrySet().stream()
                .map(one -> "| `%s` | %s |"
                        .formatted(one.getKey(), one.getValue().isEmpty() ? "any" : "`" + one.getValue() + "`"))
                .collect(Collectors.joining("\n", SWITCHES, "\n"));
    }

    private static String section(String module, List<PropertyRecords.Group> groups) {
        var title = module.equals("platform") ? "All services" : module;
        var text = new StringBuilder("## ").append(title).append('\n');
        for (var group : groups) {
            text.append("\n### `").append(group.prefix()).append("`\n");
            if (!group.summary().isBlank()) {
                text.append('\n').append(group.summary()).append('\n');
            }
            text.append("\n| property | type | default | |\n|---|---|---|---|\n");
            group.properties().forEach(property -> text.append(row(property)).append('\n'));
        }
        return text.toString();
    }

    private static String row(PropertyRecords.Property property) {
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        property.name(),
                        property.type(),
                        property.value(),
                        property.effect().replace("|", "\\|"));
    }
}
