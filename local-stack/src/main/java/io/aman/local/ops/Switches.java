package io.aman.local.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Properties that decide which parts of a service there are, by {@code @ConditionalOnProperty}. */
final class Switches {

    private static final Pattern CONDITION =
            Pattern.compile("@ConditionalOn(?:Boolean)?Property\\(([^)]*)\\)", Pattern.DOTALL);

    private static final Pattern NAME = Pattern.compile("\"([a-z]+(?:[.-][a-z]+)+)\"");

    private static final Pattern VALUE = Pattern.compile("havingValue = \"([^\"]*)\"");

    private Switches() {}

    /** Names, each with the values that turn something on; without one any value does. */
    static Map<String, String> in(Path sources) {
        var values = new TreeMap<String, TreeSet<String>>();
        try (var files = Files.walk(sources)) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                CONDITION.matcher(Yaml.text(file)).results().forEach(condition -> {
                    var having = VALUE.matcher(condition.group(1)).results().map(value -> value.group(1));
                    var turning = having.collect(Collectors.toSet());
                    NAME.matcher(condition.group(1))
                            .results()
                            .forEach(name -> values.computeIfAbsent(name.group(1), _ -> new TreeSet<>())
                                    .addAll(turning));
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> String.join(", ", entry.getValue()),
                        (one, _) -> one,
                        TreeMap::new));
    }
}
