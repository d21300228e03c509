package io.aman.local.ops;

import io.aman.local.tool.Folders;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** That a property which a guide or a runbook tells people to set is there to be set. */
record GuideCheck(Path root) implements Check {

    /** A permission has one dot. What is set follows behind {@code =} or {@code :}. */
    private static final Pattern NAMED = Pattern.compile(
            "`((?:aman|gateway|payment|session|security|notification)(?:\\.[a-z0-9-]+|\\.<[a-z]+>){2,})(?:[=:][^`]*|\\.\\*)?`");

    private static final Pattern EVENT = Pattern.compile(".*\\.v\\d+");

    /** Of a Kafka client. */
    private static final Set<String> OTHERS = Set.of("session.timeout.ms");

    @Override
    public String name() {
        return "properties in guides";
    }

    @Override
    public Outcome run() {
        var known = ConfigurationReference.names(root);
        var guides = Stream.of("docs", "docs/runbooks")
                .flatMap(folder -> Folders.list(root.resolve(folder), ".md").stream())
                .toList();
        var complaints = guides.stream()
                .flatMap(guide -> unknown(Yaml.text(guide), known).stream()
                        .map(name -> "%s tells of %s, which nobody reads".formatted(root.relativize(guide), name)))
                .toList();
        return Check.of(complaints, "%d guides against %d properties".formatted(guides.size(), known.size()));
    }

    /** A group of properties is named by what its properties begin with. */
    static List<String> unknown(String guide, Collection<String> known) {
        return NAMED.matcher(guide)
                .results()
                .map(named -> named.group(1))
                .filter(name -> !EVENT.matcher(name).matches() && !OTHERS.contains(name))
                .filter(name -> known.stream().noneMatch(property -> begins(words(property), words(name))))
                .distinct()
                .toList();
    }

    private static String[] words(String name) {
        return name.split("\\.", -1);
    }

    private static boolean begins(String[] property, String[] name) {
        return name.length <= property.length
                && IntStream.range(0, name.length)
                        .allMatch(i -> name[i].equals(property[i]) || isAny(name[i]) || isAny(property[i]));
    }

    private static boolean isAny(String word) {
        return word.startsWith("<");
    }
}
