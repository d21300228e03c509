package io.aman.session.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The names of phones and tablets, as the project Mobile-Detect publishes them: no rule here was made for a line of ours.
 *
 * @see <a href="https://github.com/serbanghita/Mobile-Detect/blob/912a6f4/MobileDetect.json">MobileDetect.json</a>
 */
final class MobileRules {

    private static final String RESOURCE = "/devices/mobile-detect.json";

    private final Pattern tablets;
    private final List<Pattern> mobiles;

    private MobileRules(Pattern tablets, List<Pattern> mobiles) {
        this.tablets = tablets;
        this.mobiles = mobiles;
    }

    static MobileRules load() {
        try (var stream = MobileRules.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("there is no " + RESOURCE);
            }
            var rules = new JsonMapper().readTree(stream).required("uaMatch");
            return new MobileRules(
                    anyOf(rules.required("tablets")),
                    Stream.of("phones", "browsers", "os")
                            .map(group -> anyOf(rules.required(group)))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isTablet(String userAgent) {
        return tablets.matcher(userAgent).find();
    }

    /** Also of a tablet. */
    boolean isMobile(String userAgent) {
        return mobiles.stream().anyMatch(rule -> rule.matcher(userAgent).find());
    }

    /** A rule is a text, or several that belong together. */
    private static Pattern anyOf(JsonNode group) {
        var rules = group.valueStream()
                .flatMap(rule -> rule.isArray() ? rule.valueStream() : Stream.of(rule))
                .map(rule -> "(?:" + rule.asString() + ")")
                .collect(Collectors.joining("|"));
        return Pattern.compile(rules, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
