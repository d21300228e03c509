package io.aman.local.ops;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** {@code docker-compose.yml}: its schema, and what each of its containers has. */
record ComposeCheck(Path root, Schemas schemas) implements Check {

    private static final Set<String> PROFILES = Set.of("core", "full");

    private static final Pattern SECRET = Pattern.compile("(PASSWORD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY)$");

    /** {@code ${NAME:-default}}. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

    @Override
    public String name() {
        return "docker-compose.yml";
    }

    @Override
    public Outcome run() {
        var document = Yaml.document(root.resolve("docker-compose.yml"));
        return Check.of(
                complaints(document),
                document.path("services").size() + " containers against the schema and our rules");
    }

    List<String> complaints(JsonNode document) {
        var complaints = new ArrayList<>(schemas.compose(document));
        BiConsumer<Entry<String, JsonNode>, String> complain =
                (service, what) -> complaints.add("%s: %s".formatted(service.getKey(), what));
        for (var service : document.path("services").properties()) {
            missing(service.getValue()).forEach(what -> complain.accept(service, what));
            exposed(service.getValue()).forEach(what -> complain.accept(service, what));
            unknown(document, service.getValue()).forEach(what -> complain.accept(service, what));
        }
        return complaints;
    }

    private static Stream<String> missing(JsonNode service) {
        var missing = new ArrayList<String>();
        for (var field : List.of("mem_limit", "healthcheck", "restart", "networks", "profiles")) {
            if (!service.has(field)) {
                missing.add("has no " + field);
            }
        }
        var image = VARIABLE.matcher(service.path("image").asString("")).replaceAll("$1");
        if (!PodRules.isPinned(image)) {
            missing.add("the image " + image + " says no version");
        }
        service.path("profiles").forEach(profile -> {
            if (!PROFILES.contains(profile.asString(""))) {
                missing.add("the profile " + profile + " is not ours");
            }
        });
        return missing.stream();
    }

    private static Stream<String> exposed(JsonNode service) {
        var exposed = new ArrayList<String>();
        service.path("ports").forEach(port -> {
            if (!port.asString("").startsWith("127.0.0.1:")) {
                exposed.add("publishes " + port + " to the network");
            }
        });
        service.path("environment").properties().stream()
                .filter(variable -> SECRET.matcher(variable.getKey()).find())
                .forEach(variable -> exposed.add(variable.getKey() + " is a secret in the environment"));
        if (service.path("privileged").asBoolean(false)) {
            exposed.add("is privileged");
        }
        return exposed.stream();
    }

    private Stream<String> unknown(JsonNode document, JsonNode service) {
        var unknown = new ArrayList<String>();
        service.path("volumes")
                .valueStream()
                .map(volume -> volume.isString()
                        ? volume.asString().split(":", 2)[0]
                        : volume.path("source").asString(""))
                .filter(source -> source.startsWith("./") && !source.startsWith("./.aman/"))
                .filter(source -> !Files.exists(root.resolve(source)))
                .forEach(source -> unknown.add("mounts " + source + ", which is not there"));
        var named = document.path("networks");
        service.path("networks")
                .valueStream()
                .filter(network -> !named.has(network.asString("")))
                .forEach(network -> unknown.add("the network " + network + " is not declared"));
        var services = document.path("services");
        service.path("depends_on").properties().stream()
                .filter(other -> !services.has(other.getKey()))
                .forEach(other -> unknown.add("waits for " + other.getKey() + ", which is not there"));
        return unknown.stream();
    }
}
