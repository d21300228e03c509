package io.aman.gateway.edge;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The cookies that pass where somebody signs in: what a trusted device shows, and one that is known. No other can be brought along. */
final class DeviceCookie {

    private static final List<String> NAMES = List.of("__Host-aman-device", "__Host-aman-known");

    /** A token in Base64url; anything else is none of ours. */
    private static final List<Pattern> COOKIES = NAMES.stream()
            .map(name -> Pattern.compile("(?:^|;\\s*)(" + name + "=[A-Za-z0-9._~-]{1,512})(?=;|$)"))
            .toList();

    private DeviceCookie() {}

    /**
     * What is left of a request's cookies; where one is sent twice nobody knows which one counts, and none of them is left.
     *
     * @param cookies the values of {@code Cookie}
     */
    static Optional<String> sent(List<String> cookies) {
        var left = COOKIES.stream()
                .map(form -> sent(cookies, form))
                .flatMap(Optional::stream)
                .toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", left));
    }

    private static Optional<String> sent(List<String> cookies, Pattern form) {
        var found = cookies.stream()
                .flatMap(cookie -> form.matcher(cookie).results())
                .map(cookie -> cookie.group(1))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** @param cookie a value of {@code Set-Cookie} */
    static boolean isSetBy(String cookie) {
        return NAMES.stream().anyMatch(name -> cookie.startsWith(name + "="));
    }
}
