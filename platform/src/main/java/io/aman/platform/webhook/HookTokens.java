package io.aman.platform.webhook;

import io.aman.platform.Secret;
import java.util.List;

/** Lets in a program of the operator's own that shows one of these tokens: {@code Authorization: Bearer <token>}. */
public final class HookTokens {

    private static final String SCHEME = "Bearer ";
    private static final int SHORTEST = 32;

    private final List<Secret> tokens;

    /** @param tokens any of them is good, two while one is changed; without one nobody is let in */
    public HookTokens(List<Secret> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /** @throws IllegalArgumentException when one has less than 32 characters; {@code property} is where it is configured */
    public static void requireLong(String property, List<Secret> tokens) {
        if (tokens.stream().anyMatch(token -> token.reveal().length() < SHORTEST)) {
            throw new IllegalArgumentException("a token of %s is shorter than 32 characters".formatted(property));
        }
    }

    /** @param authorization the header, as in RFC 6750, section 2.1 */
    public boolean admits(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        var token = authorization.substring(SCHEME.length());
        return !token.isBlank() && tokens.contains(Secret.of(token));
    }
}
