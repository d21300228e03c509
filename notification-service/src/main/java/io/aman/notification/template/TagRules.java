package io.aman.notification.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tags a text may hold: {@code {{name}}}, {@code {{#name}}…{{/name}}} and {@code {{^name}}…{{/name}}} of what its
 * template tells, and our own passage against strangers. Whatever else begins like a tag is refused: no other file, no other
 * delimiters, nothing unescaped, nothing of nothing.
 */
final class TagRules {

    /** With 120 characters a fact this bounds what a text comes to. */
    private static final int MOST_TAGS = 150;

    private static final int MOST_DEPTH = 3;
    private static final Pattern TAG = Pattern.compile(
            "\\{\\{(?:(?<kind>[#^/]?)(?<name>[a-zA-Z]{1,40})|>(?<passage>not-me\\.[a-z]{2}\\.[a-z]{3,4}))}}(?!})");
    private static final Pattern LAYOUT = Pattern.compile(
            "\\s*\\{\\{<layout\\.html}}\\s*\\{\\{\\$content}}(?<content>.*?)\\{\\{/content}}"
                    + "\\s*\\{\\{\\$footer}}(?<footer>.*?)\\{\\{/footer}}\\s*\\{\\{/layout\\.html}}\\s*",
            Pattern.DOTALL);

    private final Template template;
    private final Language language;
    private final Part part;
    private final List<Fault> faults;
    private final TreeSet<String> named = new TreeSet<>();
    private int tags;

    private TagRules(Template template, Language language, Part part, List<Fault> faults) {
        this.template = template;
        this.language = language;
        this.part = part;
        this.faults = faults;
    }

    static List<Fault> faults(Template template, Language language, Part part, String text) {
        var rules = new TagRules(template, language, part, new ArrayList<>());
        rules.check(text);
        return rules.faults;
    }

    private void check(String text) {
        if (part == Part.HTML) {
            var layout = LAYOUT.matcher(text);
            if (!layout.matches()) {
                fault(
                        "layout-missing",
                        "It is {{<layout.html}}, {{$content}}…{{/content}}, {{$footer}}…{{/footer}} and "
                                + "{{/layout.html}}, with nothing around them.");
                return;
            }
            walk(layout.group("content"));
            walk(layout.group("footer"));
        } else {
            walk(text);
        }
        if (tags > MOST_TAGS) {
            fault("too-many-tags", "There are at most %d tags.".formatted(MOST_TAGS));
        }
        template.secretsIn(part).stream()
                .filter(secret -> !named.contains(secret))
                .forEach(secret ->
                        fault("secret-missing", "Without {{%s}} the message is of no use.".formatted(secret)));
    }

    private void walk(String text) {
        Deque<String> open = new ArrayDeque<>();
        var tag = TAG.matcher(text);
        for (var at = text.indexOf("{{"); at >= 0; at = text.indexOf("{{", tag.end())) {
            if (!tag.find(at) || tag.start() != at) {
                fault("tag-refused", "No tag begins like this: " + excerpt(text, at));
                return;
            }
            tags++;
            visit(tag, open);
        }
        open.forEach(name -> fault("section-open", "{{#%s}} is never closed.".formatted(name)));
    }

    private void visit(Matcher tag, Deque<String> open) {
        var passage = tag.group("passage");
        if (passage != null) {
            passage(passage);
            return;
        }
        var name = tag.group("name");
        if (!template.names(part).contains(name)) {
            fault("unknown-name", "This part does not know {{%s}}; it knows %s.".formatted(name, template.names(part)));
        }
        switch (tag.group("kind")) {
            case "/" -> {
                if (!name.equals(open.pollFirst())) {
                    fault("section-open", "{{/%s}} closes nothing.".formatted(name));
                }
            }
            case "#", "^" -> {
                open.addFirst(name);
                if (open.size() > MOST_DEPTH) {
                    fault("too-deep", "Sections lie in one another %d deep at most.".formatted(MOST_DEPTH));
                }
            }
            default -> named.add(name);
        }
    }

    private void passage(String passage) {
        var own = "not-me.%s.%s".formatted(language.tag(), part.key());
        if (template.secretsIn(part).contains(Template.NOT_ME) && passage.equals(own)) {
            named.add(Template.NOT_ME);
        } else {
            fault("tag-refused", "There is no {{>%s}} here.".formatted(passage));
        }
    }

    private void fault(String rule, String detail) {
        faults.add(Fault.of(language, part, rule, detail));
    }

    private static String excerpt(String text, int at) {
        return PlainText.line(text.substring(at, Math.min(text.length(), at + 30)));
    }
}
