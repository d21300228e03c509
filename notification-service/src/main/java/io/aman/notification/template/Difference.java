package io.aman.notification.template;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is different about a part.
 *
 * @param unified in the unified format of {@code diff}, with three lines of context
 */
record Difference(String language, String part, String unified) {

    private static final int CONTEXT = 3;

    /** The parts that are not the same. */
    static List<Difference> between(Texts from, Texts to) {
        var differences = new ArrayList<Difference>();
        for (var language : Language.values()) {
            for (var part : Part.values()) {
                var before = lines(from.text(language, part));
                var after = lines(to.text(language, part));
                if (!before.equals(after)) {
                    differences.add(new Difference(language.tag(), part.key(), unified(before, after)));
                }
            }
        }
        return differences;
    }

    private static String unified(List<String> before, List<String> after) {
        var lines = UnifiedDiffUtils.generateUnifiedDiff("from", "to", before, DiffUtils.diff(before, after), CONTEXT);
        return String.join("\n", lines);
    }

    private static List<String> lines(@Nullable String text) {
        return text == null ? List.of() : text.lines().toList();
    }
}
