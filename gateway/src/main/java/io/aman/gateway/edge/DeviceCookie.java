package io.aman.gateway.edge;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The one cookie that passes where somebody signs in: what a trusted device shows. No other one can be brought along. */
final class DeviceCookie {

    private static final String NAME = "__Host-aman-device";

    /** A token in Base64url; anything else is none of ours. */
    private static final Pattern COOKIE = Pattern.compile("(?:^|;\\s*)" + NAME + "=([A-Za-z0-9._~-]{1,512})(?=;|$)");

    private static final String SET = NAME + "=";

    private DeviceCookie() {}

    /**
     * What is left of a request's cookies; where it is sent twice nobody knows which one counts, and none is left.
     *
     * @param cookies the values of {@code Cookie}
     */
    static Optional<String> sent(List<String> cookies) {
        var found = cookies.stream()
                .flatMap(cookie -> COOKIE.matcher(cookie).results())
                .map(cookie -> SET + cookie.group(1))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** @param cookie a value of {@code Set-Cookie} */
    static boolean isSetBy(String cookie) {
        return cookie.startsWith(SET);
    }
}
