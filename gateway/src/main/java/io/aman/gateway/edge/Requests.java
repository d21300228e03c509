package io.aman.gateway.edge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * The requests of a route: of one method, or of any where it is null, and of some paths. A path ends in {@code /**} for
 * itself and all below, may have variables in braces for one segment each, and is else what it says; escapes count as
 * what they stand for, since a service reads them so.
 */
record Requests(@Nullable String method, List<Path> paths) {

    private static final String BELOW = "/**";

    static Requests of(@Nullable String method, String... patterns) {
        return new Requests(method, Arrays.stream(patterns).map(Path::of).toList());
    }

    /** The pattern that takes a request; null where none does. */
    @Nullable
    String pattern(String asked, String path) {
        if (!takes(asked)) {
            return null;
        }
        var plain = path.indexOf('%') < 0 ? path : StringUtils.uriDecode(path, StandardCharsets.UTF_8);
        for (var one : paths) {
            if (one.matches(plain)) {
                return one.pattern;
            }
        }
        return null;
    }

    /** Where a GET is answered, a HEAD is (RFC 9110, section 9.1). */
    private boolean takes(String asked) {
        return method == null || method.equals(asked) || (method.equals("GET") && asked.equals("HEAD"));
    }

    /**
     * One shape of paths.
     *
     * @param prefix up to the first variable, or the star
     * @param hasMore whether all below the prefix belongs to it
     * @param variables how many segments follow the prefix
     */
    private record Path(String pattern, String prefix, boolean hasMore, int variables) {

        static Path of(String pattern) {
            if (pattern.endsWith(BELOW)) {
                return new Path(pattern, pattern.substring(0, pattern.length() - BELOW.length()), true, 0);
            }
            var brace = pattern.indexOf('{');
            if (brace < 0) {
                return new Path(pattern, pattern, false, 0);
            }
            var rest = pattern.substring(brace);
            if (!rest.matches("\\{[^/{}]+}(/\\{[^/{}]+})*")) {
                throw new IllegalArgumentException("variables come last: " + pattern);
            }
            return new Path(pattern, pattern.substring(0, brace), false, rest.split("/", -1).length);
        }

        boolean matches(String path) {
            if (!path.startsWith(prefix)) {
                return false;
            }
            if (hasMore) {
                return path.length() == prefix.length() || path.charAt(prefix.length()) == '/';
            }
            return variables == 0 ? path.length() == prefix.length() : segments(path) == variables;
        }

        /** How many follow the prefix; none where one is empty. */
        private int segments(String path) {
            var count = 0;
            var length = 0;
            for (var i = prefix.length(); i < path.length(); i++) {
                if (path.charAt(i) == '/') {
                    if (length == 0) {
                        return 0;
                    }
                    count++;
                    length = 0;
                } else {
                    length++;
                }
            }
            return length == 0 ? 0 : count + 1;
        }
    }
}
