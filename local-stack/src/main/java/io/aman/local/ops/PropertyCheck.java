package io.aman.local.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** That what the manifests set is there to be set: a property that nobody reads does nothing, and says nothing. */
record PropertyCheck(Path root) implements Check {

    private static final Pattern OURS = Pattern.compile("(aman|gateway|payment|session|security|notification)\\..*");

    /** Read by {@code platform.yml} or by a main class, and no property. */
    private static final Set<String> VARIABLES = Set.of("AMAN_SECRETS", "AMAN_TRACING_EXPORT", "AMAN_TRACING_SAMPLING");

    @Override
    public String name() {
        return "names of properties";
    }

    @Override
    public Outcome run() {
        var known = ConfigurationReference.names(root);
        var files = files();
        var complaints = new ArrayList<String>();
        for (var file : files) {
            complaints.addAll(unknown(Yaml.document(file), known).stream()
                    .map(name -> "%s sets %s, which nobody reads".formatted(root.relativize(file), name))
                    .toList());
        }
        complaints.addAll(variables(Yaml.document(root.resolve("docker-compose.yml")), known));
        return Check.of(complaints, "%d files against %d properties".formatted(files.size() + 1, known.size()));
    }

    private List<Path> files() {
        try (var files = Files.walk(root.resolve("k8s"))) {
            return files.filter(file -> file.endsWith("application.yml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> unknown(JsonNode document, Set<String> known) {
        var patterns = known.stream()
                .map(name -> Pattern.compile(
                        Pattern.quote(name).replace("<name>", "\\E[^.]+\\Q").replace("[0]", "\\E(\\[\\d+])?\\Q")))
                .toList();
        return leaves("", document)
                .filter(name -> OURS.matcher(name).matches())
                .filter(name -> patterns.stream()
                        .noneMatch(pattern -> pattern.matcher(name).matches()))
                .toList();
    }

    /** A list is one property; an element of it has no name of its own. */
    private static Stream<String> leaves(String name, JsonNode node) {
        return node.isObject()
                ? node.properties().stream()
                        .flatMap(entry ->
                                leaves(name.isEmpty() ? entry.getKey() : name + "." + entry.getKey(), entry.getValue()))
                : Stream.of(name);
    }

    /** An environment variable has no dots and no dashes, so neither are compared. */
    private static List<String> variables(JsonNode compose, Set<String> known) {
        var names = known.stream().map(PropertyCheck::squeezed).collect(Collectors.toSet());
        return compose.path("services").properties().stream()
                .filter(service -> service.getValue().path("image").asString("").startsWith("aman/"))
                .flatMap(service -> service.getValue().path("environment").properties().stream()
                        .map(variable -> variable.getKey())
                        .filter(name -> OURS.matcher(
                                        name.toLowerCase(Locale.ROOT).replace('_', '.'))
                                .matches())
                        .filter(name -> !VARIABLES.contains(name))
                        .filter(name -> !isNamed(squeezed(name), names))
                        .map(name -> "%s is given %s, which nobody reads".formatted(service.getKey(), name)))
                .toList();
    }

    private static boolean isNamed(String variable, Set<String> names) {
        return names.stream()
                .anyMatch(name -> name.contains("<NAME>")
                        ? variable.startsWith(name.substring(0, name.indexOf("<NAME>")))
                        : name.equals(variable));
    }

    private static String squeezed(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[._-]", "");
    }
}
