package io.aman.local.ops;

import io.aman.local.ops.PropertyRecords.Group;
import io.aman.local.ops.PropertyRecords.Property;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** That a configuration of the last release starts this one: what it may set is still taken, and nothing new is missing. */
record ReleasedProperties(Path root) implements Check {

    static final String REQUIRED = "*required*";

    /** Decides whether a part is there at all, and has no record. */
    private static final String SWITCH = "switch";

    /** One that was released, as {@code name | type} or {@code name | type | required}. */
    record Released(String name, String type, boolean required) {

        static Released of(String line) {
            var words = line.split(" \\| ", -1);
            return new Released(words[0], words[1], words.length > 2);
        }
    }

    @Override
    public String name() {
        return "released properties";
    }

    @Override
    public Outcome run() {
        var released = Yaml.text(root.resolve("ops/released/properties.txt"))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Released::of)
                .toList();
        var complaints = complaints(
                released,
                ConfigurationReference.groups(root),
                ConfigurationReference.switches(root).keySet());
        return Check.of(complaints, released.size() + " properties that configurations may have");
    }

    /** @param switches names of those that have no record */
    static List<String> complaints(List<Released> released, List<Group> groups, Collection<String> switches) {
        Map<String, Property> today = new HashMap<>();
        groups.forEach(group -> group.properties().forEach(property -> today.put(property.name(), property)));
        Map<String, Released> before = new HashMap<>();
        released.forEach(one -> before.put(one.name(), one));
        var complaints = new ArrayList<String>();
        for (var one : released) {
            var now = today.get(one.name());
            if (now == null && !switches.contains(one.name())) {
                complaints.add("%s was released, and nobody reads it any more".formatted(one.name()));
            } else if (now != null && !isTaken(one.type(), now.type())) {
                complaints.add("%s was released as %s and is %s".formatted(one.name(), one.type(), now.type()));
            }
        }
        for (var group : groups) {
            if (group.properties().stream().anyMatch(property -> before.containsKey(property.name()))) {
                group.properties().stream()
                        .filter(property -> isNewlyRequired(property, before.get(property.name())))
                        .forEach(property ->
                                complaints.add("%s is required, and no released configuration has to have it"
                                        .formatted(property.name())));
            }
        }
        return complaints;
    }

    /** One of something is a list of it as well. */
    private static boolean isTaken(String released, String now) {
        return released.equals(SWITCH) || now.equals(released) || now.equals("list of " + released);
    }

    private static boolean isNewlyRequired(Property property, @Nullable Released before) {
        return property.value().equals(REQUIRED) && (before == null || !before.required());
    }
}
