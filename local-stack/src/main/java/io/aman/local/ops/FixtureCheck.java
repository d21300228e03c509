package io.aman.local.ops;

import io.aman.local.tool.Folders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * That each rule catches what it is for: {@code good.yaml} keeps all of them, and each other file, named as a rule,
 * changes it so that this rule is broken and no other is.
 */
record FixtureCheck(Path folder) implements Check {

    private static final String GOOD = "good.yaml";

    @Override
    public String name() {
        return "policy fixtures";
    }

    @Override
    public Outcome run() {
        var complaints = new ArrayList<String>();
        var good = Yaml.text(folder.resolve(GOOD));
        Rule.all().forEach(rule -> complaints.addAll(rule.complaints(Rendered.of(GOOD, good))));
        for (var rule : Rule.all()) {
            var file = folder.resolve(rule.name() + ".yaml");
            if (file.toFile().isFile()) {
                complaints.addAll(unexpected(rule, Rendered.of(rule.name(), good), file));
            } else {
                complaints.add("no fixture breaks the rule " + rule.name());
            }
        }
        for (var file : Folders.list(folder, ".yaml")) {
            var name = String.valueOf(file.getFileName());
            if (!name.equals(GOOD) && Rule.all().stream().noneMatch(rule -> name.equals(rule.name() + ".yaml"))) {
                complaints.add("no rule is named as the fixture " + name);
            }
        }
        return Check.of(complaints, Rule.all().size() + " rules, each broken once");
    }

    private static List<String> unexpected(Rule rule, Rendered good, Path file) {
        var broken = changed(good, Yaml.document(file));
        return Rule.all().stream()
                .filter(each -> each.complaints(broken).isEmpty() == each.name().equals(rule.name()))
                .map(each -> each.name().equals(rule.name())
                        ? "the fixture %s does not break its rule".formatted(rule.name())
                        : "the fixture %s breaks %s as well".formatted(rule.name(), each.name()))
                .toList();
    }

    /** @param edit {@code kind}, {@code name}, and one of {@code delete}, {@code remove} and {@code set} */
    static Rendered changed(Rendered good, JsonNode edit) {
        var manifests = new ArrayList<Manifest>();
        var hit = false;
        for (var manifest : good.manifests()) {
            var isMeant = manifest.is(edit.path("kind").asString(""))
                    && manifest.name().equals(edit.path("name").asString(""));
            hit |= isMeant;
            if (isMeant) {
                edit.path("set").properties().forEach(change -> set(manifest, change.getKey(), change.getValue()));
                edit.path("remove").forEach(pointer -> remove(manifest, pointer.asString("")));
            }
            if (!isMeant || !edit.path("delete").asBoolean(false)) {
                manifests.add(manifest);
            }
        }
        if (edit.has("add")) {
            manifests.add(new Manifest((ObjectNode) edit.path("add")));
        } else if (!hit) {
            throw new IllegalArgumentException("nothing is changed by " + edit);
        }
        return new Rendered(good.name(), good.laptop(), List.copyOf(manifests));
    }

    private static void set(Manifest manifest, String path, JsonNode value) {
        var pointer = JsonPointer.compile(path);
        var parent = manifest.root().at(pointer.head());
        var last = pointer.last();
        if (parent instanceof ObjectNode object) {
            object.set(last.getMatchingProperty(), value);
        } else if (parent instanceof ArrayNode array) {
            array.set(last.getMatchingIndex(), value);
        } else {
            throw new IllegalArgumentException("%s has no %s".formatted(manifest, path));
        }
    }

    private static void remove(Manifest manifest, String path) {
        var pointer = JsonPointer.compile(path);
        var parent = manifest.root().at(pointer.head());
        if (parent instanceof ObjectNode object && object.remove(pointer.last().getMatchingProperty()) != null) {
            return;
        }
        throw new IllegalArgumentException("%s has no %s".formatted(manifest, path));
    }
}
