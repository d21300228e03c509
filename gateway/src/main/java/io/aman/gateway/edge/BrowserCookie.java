package io.aman.gateway.edge;

import io.aman.platform.Ids;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cookie that tells one browser from another, whoever signs in there and from wherever. It opens nothing and proves
 * nothing: who throws it away, or makes one up, is at another device. No service sees it, only a name that follows from it.
 */
final class BrowserCookie {

    static final String NAME = "__Host-aman-browser";

    private static final Pattern COOKIE = Pattern.compile("(?:^|;\\s*)" + NAME + "=([0-9a-f]{32})(?=;|$)");

    /** As long as browsers keep any. */
    private static final Duration AGE = Duration.ofDays(400);

    private BrowserCookie() {}

    /**
     * Names the device that sends them; empty where it has no such cookie, or more than one.
     *
     * @param cookies the values of {@code Cookie}
     */
    static Optional<String> device(List<String> cookies) {
        var found = cookies.stream()
                .flatMap(cookie -> COOKIE.matcher(cookie).results())
                .map(cookie -> cookie.group(1))
                .toList();
        return found.size() == 1 ? Optional.of(Ids.derived("dev_", found.getFirst())) : Optional.empty();
    }

    /** For a browser that has none: a value of {@code Set-Cookie}. */
    static String fresh() {
        return "%s=%s; Path=/; Max-Age=%d; Secure; HttpOnly; SameSite=Strict"
                .formatted(NAME, Ids.random(""), AGE.toSeconds());
    }
}
