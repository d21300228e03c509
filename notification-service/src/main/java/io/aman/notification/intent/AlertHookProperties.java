package io.aman.notification.intent;

import io.aman.platform.Secret;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may tell of alerts about the services themselves: Alertmanager.
 *
 * @param tokens any of them is good, at least 32 characters each; two while one is changed; without one nobody may
 */
@Validated
@ConfigurationProperties("notification.alerts")
record AlertHookProperties(@DefaultValue List<Secret> tokens) {

    private static final int SHORTEST = 32;

    AlertHookProperties {
        tokens = List.copyOf(tokens);
        if (tokens.stream().anyMatch(token -> token.reveal().length() < SHORTEST)) {
            throw new IllegalArgumentException("a token of notification.alerts.tokens is shorter than 32 characters");
        }
    }

    /** @param authorization the header, as in RFC 6750, section 2.1 */
    boolean admits(String authorization) {
        var scheme = "Bearer ";
        if (!authorization.regionMatches(true, 0, scheme, 0, scheme.length()) || authorization.isBlank()) {
            return false;
        }
        var token = authorization.substring(scheme.length());
        return !token.isBlank() && tokens.contains(Secret.of(token));
    }
}
